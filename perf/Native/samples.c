#include "samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "stream.h"

/* What this process has computed, in seconds. */
static double computed(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

void samples_begin(struct samples *samples, double seconds) {
    samples->computed = computed();
    uint64_t now = now_ns();
    samples->count = samples->all = 0;
    samples->room = 1 << 16;
    samples->ns = malloc(samples->room * sizeof *samples->ns);
    if (!samples->ns)
        die("out of memory");
    samples->warm_until = now + (uint64_t)(seconds * 0.2e9);
    samples->end = now + (uint64_t)(seconds * 1e9);
}

void samples_add(struct samples *samples, uint64_t now, uint64_t began) {
    samples->all++;
    if (now < samples->warm_until)
        return;
    if (samples->count == samples->room) {
        samples->room *= 2;
        samples->ns = realloc(samples->ns, samples->room * sizeof *samples->ns);
        if (!samples->ns)
            die("out of memory");
    }
    uint64_t took = now - began;
    samples->ns[samples->count++] = took > UINT32_MAX ? UINT32_MAX : (uint32_t)took;
}

static int ascending(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static double at(const struct samples *samples, double share) {
    size_t index = (size_t)(share * (double)samples->count);
    return samples->ns[index < samples->count ? index : samples->count - 1] / 1e3;
}

void samples_print(struct samples *samples, size_t request_bytes, size_t response_bytes) {
    if (samples->count == 0)
        die("nothing was answered within the time");
    double seconds = (double)(now_ns() - samples->warm_until) / 1e9;
    double own = (computed() - samples->computed) * 1e6 / (double)samples->all;
    qsort(samples->ns, samples->count, sizeof *samples->ns, ascending);
    printf("{\"requests\":%zu,\"perSecond\":%.1f,\"p50Us\":%.2f,\"p99Us\":%.2f,\"p999Us\":%.2f,"
           "\"requestBytes\":%zu,\"responseBytes\":%zu,\"clientUs\":%.2f}\n",
           samples->count, (double)samples->count / seconds, at(samples, 0.5), at(samples, 0.99), at(samples, 0.999),
           request_bytes, response_bytes, own);
}
