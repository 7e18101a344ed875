# Stormglass in a container:  docker build -t stormglass . && docker run --rm -p 8501:8501 stormglass
FROM python:3.11-slim

# The engine is compiled for any CPU of this kind: an image is built on one machine and runs on another.
ENV NUMBA_CPU_NAME=generic \
    HOME=/tmp \
    PYTHONUNBUFFERED=1

WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --requirement requirements.txt \
 && find "$(python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" -type d -name tests -prune -exec rm -r {} +
RUN useradd --system --uid 10001 --no-create-home stormglass

COPY app.py LICENSE ./
COPY .streamlit/config.toml .streamlit/
COPY static static/
COPY pages pages/
COPY model model/

# Compiled code is used while its source is as old as it was; layers of an image keep whole seconds only.
RUN find app.py pages model -type f -exec touch --date=2026-01-01 {} + \
 && python -m pages.view.words.made \
 && python -m compileall -q app.py pages model \
 && mkdir .compiled && chown 10001 .compiled

USER 10001
RUN python -m model.ahead

EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["python", "-m", "streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true", "--server.fileWatcherType=none", "--browser.serverAddress=localhost"]
