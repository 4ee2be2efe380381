/* The baseline of reads: clients that each select one record after the other by its key, each with a connection of its own.
 *
 * usage: reads FILE CLIENTS BYTES SECONDS
 * The file has 64 records of BYTES bytes for them, which are made if they are missing. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "samples.h"
#include "store.h"
#include "stream.h"

enum { most_clients = 1024, kept = 64, looked_at = 32 };

static const char *file;
static struct samples samples;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void read_record(const struct store *store, const uint8_t *key, uint8_t *to) {
    sqlite3_bind_blob(store->get, 1, key, key_length, SQLITE_STATIC);
    if (sqlite3_step(store->get) != SQLITE_ROW)
        die("a record is missing: %s", sqlite3_errmsg(store->db));
    memcpy(to, sqlite3_column_blob(store->get, 2), (size_t)sqlite3_column_bytes(store->get, 2));
    sqlite3_reset(store->get);
}

/* Times are taken of batches, so that the clock and the lock do not weigh on what takes microseconds. */
static void *run(void *of) {
    struct store store;
    uint8_t key[key_length], value[1 << 16];
    uint64_t number = (uintptr_t)of, now = now_ns();
    store_open(&store, file);
    while (now < samples.end) {
        uint64_t began = now;
        for (int i = 0; i < looked_at; i++) {
            store_key(1 + number++ % kept, key);
            read_record(&store, key, value);
        }
        now = now_ns();
        pthread_mutex_lock(&gate);
        for (int i = 0; i < looked_at; i++)
            samples_add(&samples, now, now - (now - began) / looked_at);
        pthread_mutex_unlock(&gate);
    }
    return NULL;
}

static void fill(unsigned bytes) {
    struct store store;
    uint8_t key[key_length], *value = calloc(1, bytes);
    store_open(&store, file);
    store_step(&store, store.begin);
    for (uint64_t i = 1; i <= kept; i++) {
        store_key(i, key);
        store_put(&store, key, (int64_t)i, value, bytes);
    }
    store_step(&store, store.commit);
    sqlite3_exec(store.db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
}

int main(int argc, char **argv) {
    if (argc != 5)
        die("usage: reads FILE CLIENTS BYTES SECONDS");
    unsigned clients = (unsigned)atoi(argv[2]), bytes = (unsigned)atoi(argv[3]);
    if (clients < 1 || clients > most_clients || bytes < 1 || bytes > 1 << 16)
        die("reads: clients 1 to %d, bytes 1 to %d", most_clients, 1 << 16);
    file = argv[1];
    fill(bytes);
    samples_begin(&samples, atof(argv[4]));
    pthread_t threads[most_clients];
    for (uintptr_t i = 0; i < clients; i++)
        pthread_create(&threads[i], NULL, run, (void *)i);
    for (unsigned i = 0; i < clients; i++)
        pthread_join(threads[i], NULL);
    samples_print(&samples, bytes, bytes);
    return 0;
}
