/* HTTP/1.1 over keep-alive connections, one request at a time on each. */
#ifndef NSL_PERF_HTTP_H
#define NSL_PERF_HTTP_H

#include "samples.h"
#include "stream.h"

struct line {
    int fd;
    uint64_t began;
    struct bytes in, out;
    void *of;                   /* the caller's */
};

/* Writes a connection's next request; 0 when there is none left, which ends the measurement. */
typedef int next_request(struct line *line);

/* Sends requests over so many connections until the time is over. It wants status 200 and a Content-Length; anything else
 * ends the measurement with what was answered. Gives the length of the last response's body. */
size_t http_run(const char *authority, int connections, void **of, next_request *next, struct samples *samples);

#endif
