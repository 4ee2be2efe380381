/* Posts the same JSON over HTTP/1.1 keep-alive connections, one request at a time on each, and prints one line of JSON.
 *
 * usage: httpload HOST:PORT CONNECTIONS PAYLOAD_BYTES SECONDS
 * The payload is {"echo":"xxx…"}; an echo has at most 1,024 characters, what is more is white space before the brace. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http.h"

enum { most_echo = 1024 };

static char *request;
static size_t request_length;

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
}

static int same_again(struct line *line) {
    bytes_append(&line->out, request, request_length);
    return 1;
}

int main(int argc, char **argv) {
    if (argc != 5)
        die("usage: httpload HOST:PORT CONNECTIONS PAYLOAD_BYTES SECONDS");
    int connections = atoi(argv[2]);
    size_t payload = (size_t)atol(argv[3]);
    if (connections < 1 || payload < 12)
        die("httpload: connections from 1, payload from 12 bytes");
    prepare(argv[1], payload);
    struct samples samples;
    samples_begin(&samples, atof(argv[4]));
    void **nothing = calloc((size_t)connections, sizeof *nothing);
    size_t response = http_run(argv[1], connections, nothing, same_again, &samples);
    samples_print(&samples, payload, response);
    return 0;
}
