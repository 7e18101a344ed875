/* What the linter asks of the JavaScript: nothing undefined, no circle of imports, no function that cannot be followed. */
import js from "@eslint/js";
import importX from "eslint-plugin-import-x";
import globals from "globals";

export default [
  { ignores: ["node_modules/", ".venv/", ".compiled/", "pages/view/stage/lib/made/", "site/", "test-results/"] },
  js.configs.recommended,
  {
    files: ["pages/**/*.js", "tests/node/**/*.js", "tests/words/*.js", "*.config.js"],
    plugins: { "import-x": importX },
    languageOptions: { ecmaVersion: "latest", sourceType: "module", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/no-self-import": "error",
      "import-x/export": "error",
      "import-x/no-duplicates": "error",
      "no-undef": "error",
      complexity: ["error", 15],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "none", ignoreRestSiblings: true }],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  { files: ["tests/node/**/*.js", "tests/words/*.js"], languageOptions: { globals: globals.node } },
];
