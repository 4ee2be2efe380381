/* Speaks our framing to a server, with so many requests in flight on one connection, and prints one line of JSON.
 *
 * usage: load ENDPOINT IN_FLIGHT PAYLOAD_BYTES SECONDS
 * The payload is {"echo":"xxx…"}, at least 12 bytes. An echo has at most 1,024 characters; what is more travels beside
 * it, as a member of the envelope that the server checks like any other and does not know. A requestId is the number of
 * a place in flight, so an answer finds its beginning without a search. An answer that is not a success ends the
 * measurement with what it says. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "samples.h"
#include "stream.h"

enum { id_at = 14, id_length = 8, most_in_flight = 4096, most_echo = 1024 };

static const char head[] = "{\"requestId\":\"00000000\",\"serviceType\":\"system\",\"operation\":\"ping\",\"payload\":";
static const char success[] = "\",\"success\":true";

static uint8_t *frame;
static size_t body_length;
static uint64_t began[most_in_flight];
static struct bytes in, out;
static struct samples samples;
static size_t response_length;

static uint8_t *text(uint8_t *p, const char *open, size_t length, const char *close) {
    p = mempcpy(p, open, strlen(open));
    memset(p, 'x', length);
    return mempcpy(p + length, close, strlen(close));
}

static void prepare(size_t payload) {
    size_t echo = payload - 11, filler = echo > most_echo ? echo - most_echo : 0;
    frame = malloc(payload + 256);
    if (!frame)
        die("out of memory");
    uint8_t *p = mempcpy(frame + 4, head, sizeof head - 1);
    p = text(p, "{\"echo\":\"", echo - filler, "\"}");
    p = filler > 0 ? text(p, ",\"filler\":\"", filler, "\"}") : text(p, "", 0, "}");
    body_length = (size_t)(p - frame - 4);
    frame_header(frame, (uint32_t)body_length);
}

static void ask(unsigned place, uint64_t now) {
    unsigned digits = place;
    for (int i = id_length - 1; i >= 0; i--, digits /= 10)
        frame[4 + id_at + i] = (uint8_t)('0' + digits % 10);
    bytes_append(&out, frame, body_length + 4);
    began[place] = now;
}

static unsigned answered(const uint8_t *body, uint32_t length) {
    if (length < id_at + id_length + sizeof success
        || memcmp(body + id_at + id_length, success, sizeof success - 1) != 0)
        die("the server answered: %.*s", (int)(length < 500 ? length : 500), (const char *)body);
    unsigned place = 0;
    for (int i = 0; i < id_length; i++)
        place = place * 10 + (unsigned)(body[id_at + i] - '0');
    if (place >= most_in_flight)
        die("the server answered a request that was not made");
    return place;
}

/* All whole answers that are here; each is followed by a new request from its place. */
static void take_answers(void) {
    uint64_t now = now_ns();
    uint32_t length;
    while ((length = frame_length(&in)) > 0) {
        unsigned place = answered(in.at + in.from + 4, length);
        response_length = length;
        samples_add(&samples, now, began[place]);
        bytes_take(&in, length + 4);
        ask(place, now);
    }
}

static void wait_while_unsent(int fd) {
    struct pollfd ready = {.fd = fd, .events = POLLIN | POLLOUT};
    if (bytes_left(&out) > 0)
        poll(&ready, 1, -1);
}

int main(int argc, char **argv) {
    if (argc != 5)
        die("usage: load ENDPOINT IN_FLIGHT PAYLOAD_BYTES SECONDS");
    unsigned in_flight = (unsigned)atoi(argv[2]);
    size_t payload = (size_t)atol(argv[3]);
    if (in_flight < 1 || in_flight > most_in_flight || payload < 12)
        die("load: in flight 1 to %d, payload from 12 bytes", most_in_flight);
    prepare(payload);
    int fd = stream_dial(argv[1]);
    samples_begin(&samples, atof(argv[4]));
    for (unsigned place = 0; place < in_flight; place++)
        ask(place, now_ns());
    while (now_ns() < samples.end) {
        if (bytes_send(&out, fd) < 0)
            die("the server closed the connection");
        wait_while_unsent(fd);
        long count = bytes_receive(&in, fd, bytes_left(&out) > 0 ? MSG_DONTWAIT : 0);
        if (count == 0 || (count < 0 && errno != EAGAIN))
            die("the server closed the connection");
        take_answers();
    }
    samples_print(&samples, body_length, response_length);
    return 0;
}
