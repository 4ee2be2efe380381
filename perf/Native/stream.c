#define _GNU_SOURCE
#include "stream.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { receive_room = 256 << 10 };

void die(const char *format, ...) {
    va_list values;
    va_start(values, format);
    vfprintf(stderr, format, values);
    va_end(values);
    fputc('\n', stderr);
    exit(1);
}

static socklen_t parse(const char *endpoint, struct sockaddr_storage *address) {
    memset(address, 0, sizeof *address);
    if (strncmp(endpoint, "unix:", 5) == 0) {
        struct sockaddr_un *un = (struct sockaddr_un *)address;
        un->sun_family = AF_UNIX;
        if (strlen(endpoint + 5) >= sizeof un->sun_path)
            die("%s: the path is too long", endpoint);
        strcpy(un->sun_path, endpoint + 5);
        return sizeof *un;
    }
    const char *port = strrchr(endpoint, ':');
    char host[64];
    if (strncmp(endpoint, "tcp:", 4) != 0 || port < endpoint + 5 || port - endpoint - 4 >= (long)sizeof host)
        die("%s: write unix:/path or tcp:127.0.0.1:5000", endpoint);
    memcpy(host, endpoint + 4, (size_t)(port - endpoint - 4));
    host[port - endpoint - 4] = 0;
    struct sockaddr_in *in = (struct sockaddr_in *)address;
    in->sin_family = AF_INET;
    in->sin_port = htons((uint16_t)atoi(port + 1));
    if (inet_pton(AF_INET, host, &in->sin_addr) != 1)
        die("%s: not an IPv4 address", endpoint);
    return sizeof *in;
}

/* The socket of a device that reaches the ports of its guest, hybrid:/path:5000: it wants the port in words, and says OK. */
static int dial_hybrid(const char *endpoint) {
    char name[128], words[64];
    const char *port = strrchr(endpoint, ':');
    size_t length = (size_t)(port - endpoint), count = 0;
    if (length < 8 || length >= sizeof name || strlen(port) > 6)
        die("%s: write hybrid:/path:5000", endpoint);
    snprintf(name, sizeof name, "unix:%.*s", (int)length - 7, endpoint + 7);
    int fd = stream_dial(name), said = snprintf(words, sizeof words, "CONNECT %s\n", port + 1);
    if (send(fd, words, (size_t)said, MSG_NOSIGNAL) != said)
        die("%s: %s", endpoint, strerror(errno));
    while (count < sizeof words && recv(fd, words + count, 1, 0) == 1 && words[count] != '\n')
        count++;
    if (count < 3 || memcmp(words, "OK ", 3) != 0)
        die("%s: nobody listens there", endpoint);
    return fd;
}

int stream_dial(const char *endpoint) {
    if (strncmp(endpoint, "hybrid:", 7) == 0)
        return dial_hybrid(endpoint);
    struct sockaddr_storage address;
    socklen_t length = parse(endpoint, &address);
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, length) < 0)
        die("%s: %s", endpoint, strerror(errno));
    if (address.ss_family == AF_INET)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

int stream_listen(const char *endpoint) {
    struct sockaddr_storage address;
    socklen_t length = parse(endpoint, &address);
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    if (address.ss_family == AF_UNIX)
        unlink(endpoint + 5);
    else
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, length) < 0 || listen(fd, 128) < 0)
        die("%s: %s", endpoint, strerror(errno));
    return fd;
}

uint8_t *bytes_reserve(struct bytes *bytes, size_t count) {
    if (bytes->from == bytes->to)
        bytes->from = bytes->to = 0;
    if (bytes->room - bytes->to < count && bytes->from > 0) {
        memmove(bytes->at, bytes->at + bytes->from, bytes->to - bytes->from);
        bytes->to -= bytes->from;
        bytes->from = 0;
    }
    if (bytes->room - bytes->to < count) {
        bytes->room = (bytes->to + count) * 2;
        bytes->at = realloc(bytes->at, bytes->room);
        if (!bytes->at)
            die("out of memory");
    }
    return bytes->at + bytes->to;
}

void bytes_append(struct bytes *bytes, const void *source, size_t count) {
    memcpy(bytes_reserve(bytes, count), source, count);
    bytes->to += count;
}

void bytes_take(struct bytes *bytes, size_t count) { bytes->from += count; }

int bytes_send(struct bytes *bytes, int fd) {
    while (bytes_left(bytes) > 0) {
        ssize_t sent = send(fd, bytes->at + bytes->from, bytes_left(bytes), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0)
            return errno == EAGAIN ? 0 : -1;
        bytes->from += (size_t)sent;
    }
    return 0;
}

long bytes_receive(struct bytes *bytes, int fd, int flags) {
    uint8_t *room = bytes_reserve(bytes, receive_room / 4);
    ssize_t count = recv(fd, room, bytes->room - bytes->to, flags);
    if (count > 0)
        bytes->to += (size_t)count;
    return count;
}

uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}
