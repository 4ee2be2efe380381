/* Stream sockets for the measuring programs: end points, growing buffers, the clock. */
#ifndef NSL_PERF_STREAM_H
#define NSL_PERF_STREAM_H

#include <stddef.h>
#include <stdint.h>

/* An end point is written unix:/path or tcp:127.0.0.1:5000, and to dial also hybrid:/path:5000. Both exit with a message when
 * it cannot be had. */
int stream_dial(const char *endpoint);
int stream_listen(const char *endpoint);

/* Bytes received and not yet used, or written and not yet sent: from..to of room. */
struct bytes {
    uint8_t *at;
    size_t from, to, room;
};

uint8_t *bytes_reserve(struct bytes *bytes, size_t count);
void bytes_append(struct bytes *bytes, const void *source, size_t count);
void bytes_take(struct bytes *bytes, size_t count);

static inline size_t bytes_left(const struct bytes *bytes) { return bytes->to - bytes->from; }

/* Sends what the socket takes without waiting; 0, or -1 when the peer is gone. */
int bytes_send(struct bytes *bytes, int fd);

/* Receives into the buffer; what recv gives back. */
long bytes_receive(struct bytes *bytes, int fd, int flags);

uint64_t now_ns(void);

/* A frame: a length, 4 bytes big-endian, then the body. 0 while it is not whole, else its body's length. */
static inline uint32_t frame_length(const struct bytes *bytes) {
    if (bytes_left(bytes) < 4)
        return 0;
    const uint8_t *p = bytes->at + bytes->from;
    uint32_t length = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    return bytes_left(bytes) - 4 < length ? 0 : length;
}

static inline void frame_header(uint8_t *p, uint32_t length) {
    p[0] = (uint8_t)(length >> 24);
    p[1] = (uint8_t)(length >> 16);
    p[2] = (uint8_t)(length >> 8);
    p[3] = (uint8_t)length;
}

_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
