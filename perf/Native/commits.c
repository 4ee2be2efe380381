/* The baseline of durable commits: clients that each wait until their records are on disk, on SQLite, nothing sealed.
 *
 * usage: commits FILE CLIENTS GROUP RECORDS NEW BYTES SECONDS
 * A client's commit writes RECORDS records with values of BYTES bytes together: the one that all commits share (the enclave's head, 193
 * bytes, whose version is looked at first), NEW ones that did not exist, and the client's own. At most GROUP of the commits
 * that wait share a transaction, and then that one record: whoever is first writes for all (leader and followers), so a
 * single client hands nothing to another thread. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "samples.h"
#include "store.h"
#include "stream.h"

enum { most_clients = 1024 };

struct client {
    unsigned number;
    bool done;
    pthread_cond_t turn;
    struct client *next;
};

static struct store store;
static struct samples samples;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static struct client *first, **last = &first;
static bool leading;
static unsigned group_size, records, fresh, length;
static uint8_t value[1 << 20];
static int64_t sequence, version;
static uint64_t made = 1u << 30;

static void write_group(struct client *group) {
    uint8_t key[key_length];
    store_step(&store, store.begin);
    store_key(0, key);
    if (store_version(&store, key) != sequence)
        die("the shared record is not what this program wrote");
    store_put(&store, key, ++sequence, value, head_length);
    for (; group; group = group->next) {
        for (unsigned i = 0; i + 1 < records; i++) {
            store_key(i < fresh ? made++ : 1 + group->number * 16 + i, key);
            store_put(&store, key, ++version, value, length);
        }
    }
    store_step(&store, store.commit);
}

/* Takes the first of those who wait; the list given back ends with NULL. */
static struct client *take_group(void) {
    struct client *group = first, *end = first;
    for (unsigned taken = 1; taken < group_size && end->next; taken++)
        end = end->next;
    first = end->next;
    if (!first)
        last = &first;
    end->next = NULL;
    return group;
}

static void lead(struct client *self) {
    leading = true;
    struct client *group = take_group();
    pthread_mutex_unlock(&gate);
    write_group(group);
    pthread_mutex_lock(&gate);
    leading = false;
    while (group) {
        struct client *next = group->next;
        group->done = true;
        if (group != self)
            pthread_cond_signal(&group->turn);
        group = next;
    }
    if (first)
        pthread_cond_signal(&first->turn);
}

static void *run(void *of) {
    struct client *self = of;
    uint64_t now = now_ns();
    while (now < samples.end) {
        uint64_t began = now;
        pthread_mutex_lock(&gate);
        self->done = false;
        self->next = NULL;
        *last = self;
        last = &self->next;
        while (!self->done) {
            if (!leading && first == self)
                lead(self);
            else
                pthread_cond_wait(&self->turn, &gate);
        }
        now = now_ns();
        samples_add(&samples, now, began);
        pthread_mutex_unlock(&gate);
    }
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 8)
        die("usage: commits FILE CLIENTS GROUP RECORDS NEW BYTES SECONDS");
    unsigned clients = (unsigned)atoi(argv[2]), bytes = (unsigned)atoi(argv[6]);
    group_size = (unsigned)atoi(argv[3]);
    records = (unsigned)atoi(argv[4]);
    fresh = (unsigned)atoi(argv[5]);
    if (clients < 1 || clients > most_clients || group_size < 1 || records < 2 || records > 16 || fresh >= records
        || bytes < head_length || bytes > sizeof value)
        die("commits: clients 1 to %d, records 2 to 16, one of them shared; bytes from %d", most_clients, head_length);
    length = (bytes - head_length) / (records - 1);
    memset(value, 0xa5, sizeof value);
    store_open(&store, argv[1]);
    uint8_t head[key_length];
    store_key(0, head);
    sequence = store_version(&store, head);
    made += (uint64_t)sequence << 16;
    samples_begin(&samples, atof(argv[7]));
    pthread_t threads[most_clients];
    for (unsigned i = 0; i < clients; i++) {
        struct client *client = calloc(1, sizeof *client);
        client->number = i;
        pthread_cond_init(&client->turn, NULL);
        pthread_create(&threads[i], NULL, run, client);
    }
    for (unsigned i = 0; i < clients; i++)
        pthread_join(threads[i], NULL);
    samples_print(&samples, length, 0);
    return 0;
}
