#define _GNU_SOURCE
#include "http.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

static size_t response_length;
static struct samples *samples;
static next_request *next;

static void ask(struct line *line, uint64_t now) {
    line->began = now;
    if (!next(line)) {
        samples->end = now;
        return;
    }
    if (bytes_send(&line->out, line->fd) < 0)
        die("the server closed the connection");
}

/* How long the response is, head and body; 0 while it is not whole. */
static size_t whole_response(struct line *line) {
    char *start = (char *)line->in.at + line->in.from;
    size_t here = bytes_left(&line->in);
    char *end = memmem(start, here, "\r\n\r\n", 4);
    if (!end)
        return 0;
    if (memcmp(start, "HTTP/1.1 200", 12) != 0)
        die("the server answered: %.*s", (int)(here < 600 ? here : 600), start);
    *end = 0;
    char *length = strcasestr(start, "\r\nContent-Length:");
    *end = '\r';
    if (!length)
        die("the server answered without Content-Length");
    response_length = strtoul(length + 17, NULL, 10);
    size_t total = (size_t)(end + 4 - start) + response_length;
    return here < total ? 0 : total;
}

static void turn(struct line *line) {
    if (bytes_send(&line->out, line->fd) < 0)
        die("the server closed the connection");
    long count = bytes_receive(&line->in, line->fd, MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN)
        return;
    if (count <= 0)
        die("the server closed the connection");
    size_t length = whole_response(line);
    if (length > 0) {
        uint64_t now = now_ns();
        samples_add(samples, now, line->began);
        bytes_take(&line->in, length);
        ask(line, now);
    }
}

size_t http_run(const char *authority, int connections, void **of, next_request *writes, struct samples *into) {
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    char endpoint[80];
    snprintf(endpoint, sizeof endpoint, "tcp:%s", authority);
    samples = into;
    next = writes;
    for (int i = 0; i < connections; i++) {
        struct line *line = calloc(1, sizeof *line);
        line->fd = stream_dial(endpoint);
        line->of = of[i];
        struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = line};
        epoll_ctl(epoll, EPOLL_CTL_ADD, line->fd, &event);
        ask(line, now_ns());
    }
    struct epoll_event ready[64];
    while (now_ns() < samples->end) {
        int count = epoll_wait(epoll, ready, 64, 1000);
        for (int i = 0; i < count; i++)
            turn(ready[i].data.ptr);
    }
    return response_length;
}
