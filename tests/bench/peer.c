/* The map once more, as a plain C loop: the peer that the engine's time is held against.
 *
 * The same rules, for what the map needs: everybody may ask everybody, one cut of scattered nodes, equal jitter,
 * the race, crashes. No operator, no restarts, no everyday losses, nothing written down but each run's fate.
 * Reads a setting a line (backoff, bug probability, spare capacity), plays `runs` lucks of it, and prints how many
 * were over, held, raging and collapsed; the last line is the time it took in seconds.
 *
 * Usage: peer RUNS < settings
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { NODES = 64, VOLUMES = 640, TICKS = 240, CUT_AT = 10, CUT_FOR = 5, COPY_TICKS = 5, NOBODY = -1 };
enum { MIRRORED, CUT_OFF, SEARCHING, COPYING, OFFLINE, STATES };
enum { OVER, HELD, RAGING, COLLAPSED, FATES };
static const double CUT_SHARE = 0.15;

typedef struct { bool up, contact, isolated, fell; int slots, held, closings; } Node;
typedef struct { int state, primary, partner, old, due, refusals; } Volume;
typedef struct { int volume, receiver; bool accepted; } Request;

static Node nodes[NODES];
static Volume volumes[VOLUMES];
static Request requests[VOLUMES];
static int in_state[STATES], up, sent, backoff;
static double odds[2 * VOLUMES + 1];
static uint64_t luck;

static uint64_t draw(void) { /* xorshift64* */
    luck ^= luck >> 12, luck ^= luck << 25, luck ^= luck >> 27;
    return luck * 0x2545F4914F6CDD1DULL;
}
static double uniform(void) { return (double)(draw() >> 11) * 0x1p-53; }
static int below(int size) { return (int)(((draw() >> 32) * (uint64_t)size) >> 32); }

static void change(Volume *v, int state) {
    in_state[v->state]--, in_state[state]++;
    v->state = state;
}
static void release(int *holder) {
    if (*holder != NOBODY) nodes[*holder].held--;
    *holder = NOBODY;
}
static void search_from(Volume *v, int due) {
    v->refusals = 0, v->due = due;
    change(v, SEARCHING);
}
static void mistrust_mirror(Volume *v) {
    release(&v->old);
    v->old = v->partner, v->partner = NOBODY;
}
static int peer_of(int node) {
    int other = below(NODES - 1);
    return other + (other >= node);
}
static bool there(int node) { return nodes[node].up && nodes[node].contact; }

static void deal_nodes(int *order) { /* all nodes, shuffled */
    for (int n = 0; n < NODES; n++) {
        int place = below(n + 1);
        order[n] = order[place], order[place] = n;
    }
}

static void start(double spare) {
    int order[NODES];
    for (int n = 0; n < NODES; n++) nodes[n] = (Node){.up = true, .contact = true};
    for (int v = 0; v < VOLUMES; v++) {
        volumes[v] = (Volume){.state = MIRRORED, .primary = v % NODES, .partner = peer_of(v % NODES), .old = NOBODY};
        nodes[volumes[v].primary].held++, nodes[volumes[v].partner].held++;
    }
    int slots = (int)floor(spare * 2 * VOLUMES + 0.5), cut = (int)floor(CUT_SHARE * NODES + 0.5);
    deal_nodes(order);
    for (int n = 0; n < NODES; n++) {
        nodes[order[n]].slots = nodes[order[n]].held + slots / NODES + (n < slots % NODES);
    }
    deal_nodes(order);
    for (int n = 0; n < cut; n++) nodes[order[n]].isolated = true;
    for (int state = 0; state < STATES; state++) in_state[state] = 0;
    in_state[MIRRORED] = VOLUMES, up = NODES;
}

static void lose_contact(void) {
    for (int n = 0; n < NODES; n++) nodes[n].contact = !nodes[n].isolated;
    for (Volume *v = volumes; v < volumes + VOLUMES; v++) {
        if (!nodes[v->primary].contact || !nodes[v->partner].contact) change(v, CUT_OFF);
    }
}
static void regain_contact(int tick) {
    for (int n = 0; n < NODES; n++) nodes[n].contact = true;
    for (Volume *v = volumes; v < volumes + VOLUMES; v++) {
        if (v->state == CUT_OFF) mistrust_mirror(v), search_from(v, tick);
    }
}

static void search(int tick) {
    sent = 0;
    if (in_state[SEARCHING] == 0) return;
    for (int v = 0; v < VOLUMES; v++) {
        if (volumes[v].state == SEARCHING && volumes[v].due <= tick && there(volumes[v].primary)) {
            requests[sent++] = (Request){.volume = v, .receiver = peer_of(volumes[v].primary)};
        }
    }
}
static void admit(int tick) { /* first come, first served, in a random order: a random subset of each node's */
    for (int i = sent - 1; i > 0; i--) {
        int place = below(i + 1);
        Request other = requests[place];
        requests[place] = requests[i], requests[i] = other;
    }
    for (Request *r = requests; r < requests + sent; r++) {
        Node *node = &nodes[r->receiver];
        if (there(r->receiver) && node->held < node->slots) {
            Volume *v = &volumes[r->volume];
            r->accepted = true;
            node->held++;
            v->partner = r->receiver, v->due = tick + COPY_TICKS;
            change(v, COPYING);
        }
    }
}
static void back_off(int tick) {
    for (Request *r = requests; r < requests + sent; r++) {
        if (r->accepted) continue;
        Volume *v = &volumes[r->volume];
        int level = v->refusals < backoff ? v->refusals : backoff, wait = 1;
        v->refusals++;
        if (backoff > 0) {
            double half = ldexp(0.5, level);
            wait = (int)ceil(half + half * uniform());
        }
        v->due = tick + (wait > 1 ? wait : 1);
    }
}
static void finish_copies(int tick) {
    if (in_state[COPYING] == 0) return;
    for (Volume *v = volumes; v < volumes + VOLUMES; v++) {
        if (v->state == COPYING && v->due <= tick) release(&v->old), change(v, MIRRORED);
    }
}
static void close_requests(void) {
    for (int n = 0; n < NODES; n++) nodes[n].closings = 0;
    for (Request *r = requests; r < requests + sent; r++) {
        nodes[volumes[r->volume].primary].closings++;
        if (there(r->receiver)) nodes[r->receiver].closings++;
    }
}

static void strand(Volume *v, int tick) {
    bool primary_fell = nodes[v->primary].fell;
    if (v->state == COPYING) release(&v->partner);
    else if (v->partner != NOBODY) mistrust_mirror(v);
    if (primary_fell) {
        if (v->old == NOBODY || !nodes[v->old].up) {
            change(v, OFFLINE);
            return;
        }
        int crashed = v->primary;
        v->primary = v->old, v->old = crashed;
    }
    search_from(v, tick + 1);
}
static int crash(int tick) {
    int crashes = 0;
    if (sent == 0) return 0;
    for (int n = 0; n < NODES; n++) {
        nodes[n].fell = nodes[n].closings > 1 && uniform() < odds[nodes[n].closings];
        if (nodes[n].fell) nodes[n].up = false, crashes++;
    }
    up -= crashes;
    if (crashes == 0) return 0;
    for (Volume *v = volumes; v < volumes + VOLUMES; v++) {
        bool fell = nodes[v->primary].fell || (v->partner != NOBODY && nodes[v->partner].fell);
        if (v->state != OFFLINE && fell) strand(v, tick);
    }
    return crashes;
}

static int play(double spare) {
    const int last = TICKS - TICKS / 4;
    bool calm = false, crashed = false;
    start(spare);
    for (int tick = 1; tick <= TICKS; tick++) {
        if (tick == CUT_AT) lose_contact();
        if (tick == CUT_AT + CUT_FOR) regain_contact(tick);
        search(tick);
        admit(tick);
        back_off(tick);
        finish_copies(tick);
        close_requests();
        int crashes = crash(tick);
        int waiting = in_state[SEARCHING] + in_state[CUT_OFF];
        if (tick >= last) {
            calm = waiting == 0 || (calm && crashes == 0);
            crashed = crashed || (tick > last && crashes > 0);
        }
        if (tick > CUT_AT && waiting + in_state[COPYING] == 0) { /* nothing happens any more */
            calm = true;
            break;
        }
    }
    if (2 * (NODES - up) >= NODES || 2 * in_state[OFFLINE] >= VOLUMES) return COLLAPSED;
    return calm ? OVER : crashed ? RAGING : HELD;
}

int main(int count, char **words) {
    int runs = count > 1 ? atoi(words[1]) : 1;
    double bug, spare;
    struct timespec from, to;
    luck = 0x9E3779B97F4A7C15ULL;
    clock_gettime(CLOCK_MONOTONIC, &from);
    while (scanf("%d %lf %lf", &backoff, &bug, &spare) == 3) {
        int fates[FATES] = {0};
        for (int c = 0; c <= 2 * VOLUMES; c++) odds[c] = -expm1(0.5 * c * (c - 1) * log1p(-bug));
        for (int run = 0; run < runs; run++) fates[play(spare)]++;
        printf("%d %d %d %d\n", fates[OVER], fates[HELD], fates[RAGING], fates[COLLAPSED]);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    printf("%.6f\n", (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec));
    return 0;
}
