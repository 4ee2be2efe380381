/* Posts the same JSON over HTTP/1.1 keep-alive connections, one request at a time on each, and prints one line of JSON.
 *
 * usage: httpload HOST:PORT CONNECTIONS PAYLOAD_BYTES SECONDS
 * The payload is {"echo":"xxx…"}; an echo has at most 1,024 characters, what is more is white space before the brace.
 * It wants status 200 and a Content-Length; anything else ends the measurement with what was answered. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "samples.h"
#include "stream.h"

enum { most_echo = 1024 };

struct line {
    int fd;
    uint64_t began;
    struct bytes in, out;
};

static char *request;
static size_t request_length, body_length, response_length;
static struct samples samples;

static void prepare(const char *host, size_t payload) {
    request = malloc(payload + 512);
    if (!request)
        die("out of memory");
    int head = sprintf(request,
                       "POST /v1/system/ping HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
                       "Content-Length: %zu\r\n\r\n{\"echo\":\"",
                       host, payload);
    size_t echo = payload - 11 < most_echo ? payload - 11 : most_echo;
    memset(request + head, 'x', echo);
    request[(size_t)head + echo] = '"';
    memset(request + (size_t)head + echo + 1, ' ', payload - 11 - echo);
    request_length = (size_t)head + payload - 9;
    request[request_length - 1] = '}';
    body_length = payload;
}

static void ask(struct line *line, uint64_t now) {
    line->began = now;
    bytes_append(&line->out, request, request_length);
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
        samples_add(&samples, now, line->began);
        bytes_take(&line->in, length);
        ask(line, now);
    }
}

int main(int argc, char **argv) {
    if (argc != 5)
        die("usage: httpload HOST:PORT CONNECTIONS PAYLOAD_BYTES SECONDS");
    int connections = atoi(argv[2]), epoll = epoll_create1(EPOLL_CLOEXEC);
    size_t payload = (size_t)atol(argv[3]);
    if (connections < 1 || payload < 12)
        die("httpload: connections from 1, payload from 12 bytes");
    prepare(argv[1], payload);
    char endpoint[80];
    snprintf(endpoint, sizeof endpoint, "tcp:%s", argv[1]);
    samples_begin(&samples, atof(argv[4]));
    for (int i = 0; i < connections; i++) {
        struct line *line = calloc(1, sizeof *line);
        line->fd = stream_dial(endpoint);
        struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = line};
        epoll_ctl(epoll, EPOLL_CTL_ADD, line->fd, &event);
        ask(line, now_ns());
    }
    struct epoll_event ready[64];
    while (now_ns() < samples.end) {
        int count = epoll_wait(epoll, ready, 64, 1000);
        for (int i = 0; i < count; i++)
            turn(ready[i].data.ptr);
    }
    samples_print(&samples, body_length, response_length);
    return 0;
}
