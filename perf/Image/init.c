/* The baseline of the image: the only process of a guest on the same kernel. It mounts nothing, checks nothing, says the
 * heartbeat as the enclave does, listens on the enclave's port, and answers each frame with as many bytes as the enclave
 * would, a process for each connection, waiting in recv. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <linux/vm_sockets.h>

#include "../Native/answers.h"

enum {
    parent = 3, heartbeat_port = 9000, heartbeat = 0xB7, port = 5000,
    most_at_once = 32 << 10, /* in one send: more is corrupted on some hosts, and the enclave does not do it either */
    extra = 31,              /* what an answer of system.ping has beyond the request that perf/Native/load.c sends */
    most = 77 + 11 + 1024    /* envelope, {"echo":""}, and the longest echo */
};

static struct sockaddr_vm address_of(unsigned cid, unsigned at) {
    struct sockaddr_vm address;
    memset(&address, 0, sizeof address);
    address.svm_family = AF_VSOCK;
    address.svm_cid = cid;
    address.svm_port = at;
    return address;
}

static void say_heartbeat(void) {
    struct sockaddr_vm address = address_of(parent, heartbeat_port);
    uint8_t byte = heartbeat;
    int fd = socket(AF_VSOCK, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0 || write(fd, &byte, 1) != 1
        || read(fd, &byte, 1) != 1 || byte != heartbeat)
        die("init: no heartbeat");
    close(fd);
}

static void serve(int fd) {
    struct bytes in = {0}, out = {0};
    while (bytes_receive(&in, fd, 0) > 0) {
        answer_all(&in, &out);
        while (bytes_left(&out) > 0) {
            size_t left = bytes_left(&out);
            ssize_t sent = send(fd, out.at + out.from, left < most_at_once ? left : most_at_once, MSG_NOSIGNAL);
            if (sent < 0)
                return;
            bytes_take(&out, (size_t)sent);
        }
    }
}

/* Returning ends the first process, and with it the guest: the kernel panics. */
int main(void) {
    struct sockaddr_vm here = address_of(VMADDR_CID_ANY, port);
    answers_prepare(extra, most);
    signal(SIGCHLD, SIG_IGN);
    say_heartbeat();
    int listener = socket(AF_VSOCK, SOCK_STREAM, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) < 0 || listen(listener, 128) < 0)
        die("init: port %d", port);
    puts("init: listening");
    while (1) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        if (fork() == 0) {
            close(listener);
            serve(fd);
            _exit(0);
        }
        close(fd);
    }
}
