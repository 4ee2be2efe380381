/* Latencies of one measurement, and the one line of JSON that is printed of them. */
#ifndef NSL_PERF_SAMPLES_H
#define NSL_PERF_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

struct samples {
    uint64_t warm_until, end;   /* on the clock of now_ns */
    uint32_t *ns;
    size_t count, room, all;    /* all: with those that warmed up */
    double computed;            /* by this process before, in seconds */
};

/* A fifth of the time warms up and is not counted. */
void samples_begin(struct samples *samples, double seconds);
void samples_add(struct samples *samples, uint64_t now, uint64_t began);

/* {"requests":…,"perSecond":…,"p50Us":…,"p99Us":…,"p999Us":…,"requestBytes":…,"responseBytes":…,"clientUs":…}; the last: what this process
 * computed for one request. */
void samples_print(struct samples *samples, size_t request_bytes, size_t response_bytes);

#endif
