/* The baseline: answers each frame with one of as many bytes as our server would, and looks at nothing but the length
 * and the place where the requestId stands.
 *
 * usage: pingpong ENDPOINT EXTRA MOST [blocking]
 * EXTRA is how many bytes a response is longer than its request, of which at most MOST bytes are counted. One thread with
 * epoll, or (blocking) a thread for each connection that waits in recv. All frames that one recv brought are answered by
 * one send. */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "answers.h"

enum { pause_above = 1 << 20 };

struct peer {
    int fd;
    uint32_t events;
    struct bytes in, out;
};

static void no_delay(int fd) {
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

static void *serve_blocking(void *of) {
    struct peer *peer = of;
    while (bytes_receive(&peer->in, peer->fd, 0) > 0) {
        answer_all(&peer->in, &peer->out);
        while (bytes_left(&peer->out) > 0) {
            ssize_t sent = send(peer->fd, peer->out.at + peer->out.from, bytes_left(&peer->out), MSG_NOSIGNAL);
            if (sent < 0)
                break;
            bytes_take(&peer->out, (size_t)sent);
        }
    }
    close(peer->fd);
    free(peer->in.at);
    free(peer->out.at);
    free(peer);
    return NULL;
}

static int turn(struct peer *peer, uint32_t ready) {
    if (ready & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
        long count = bytes_receive(&peer->in, peer->fd, MSG_DONTWAIT);
        if (count == 0 || (count < 0 && errno != EAGAIN))
            return -1;
        answer_all(&peer->in, &peer->out);
    }
    return bytes_send(&peer->out, peer->fd);
}

static void serve_epoll(int listener) {
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}, ready[64];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    while (1) {
        int count = epoll_wait(epoll, ready, 64, -1);
        for (int i = 0; i < count; i++) {
            struct peer *peer = ready[i].data.ptr;
            if (!peer) {
                peer = calloc(1, sizeof *peer);
                peer->fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
                no_delay(peer->fd);
                peer->events = EPOLLIN;
                event = (struct epoll_event){.events = EPOLLIN, .data.ptr = peer};
                epoll_ctl(epoll, EPOLL_CTL_ADD, peer->fd, &event);
                continue;
            }
            if (turn(peer, ready[i].events) < 0) {
                close(peer->fd);
                free(peer->in.at);
                free(peer->out.at);
                free(peer);
                continue;
            }
            size_t left = bytes_left(&peer->out);
            uint32_t wanted = (left < pause_above ? (uint32_t)EPOLLIN : 0) | (left > 0 ? (uint32_t)EPOLLOUT : 0);
            if (wanted != peer->events) {
                peer->events = wanted;
                event = (struct epoll_event){.events = wanted, .data.ptr = peer};
                epoll_ctl(epoll, EPOLL_CTL_MOD, peer->fd, &event);
            }
        }
    }
}

int main(int argc, char **argv) {
    if (argc < 4)
        die("usage: pingpong ENDPOINT EXTRA MOST [blocking]");
    answers_prepare(atol(argv[2]), atol(argv[3]));
    int listener = stream_listen(argv[1]);
    if (argc == 4)
        serve_epoll(listener);
    while (1) {
        struct peer *peer = calloc(1, sizeof *peer);
        pthread_t thread;
        peer->fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        no_delay(peer->fd);
        pthread_create(&thread, NULL, serve_blocking, peer);
        pthread_detach(thread);
    }
}
