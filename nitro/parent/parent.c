// The parent of an emulated enclave: the only process of a guest with CID 3. It answers the heartbeat as nitro-cli does
// (one byte, 0xB7, on port 9000, sent back), and says so on its console, where nitro/qemu/boot looks for it.
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <linux/vm_sockets.h>

enum { HEARTBEAT_PORT = 9000, HEARTBEAT = 0xB7 };

// Whoever dials and says nothing must not keep the others from being answered.
static const struct timeval patience = { .tv_sec = 2 };

static void answer(int connection, unsigned int cid)
{
    unsigned char byte = 0;
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (read(connection, &byte, 1) != 1) {
        printf("parent: CID %u said nothing\n", cid);
    } else if (byte != HEARTBEAT) {
        printf("parent: CID %u said 0x%02X, which is no heartbeat\n", cid, byte);
    } else if (write(connection, &byte, 1) == 1) {
        printf("parent: heartbeat of CID %u answered\n", cid);
    }
    // The enclave closes when it has read its answer; a close from here could overtake it.
    while (read(connection, &byte, 1) > 0)
        ;
    close(connection);
}

// Returning ends the first process, and with it the guest: the kernel panics.
int main(void)
{
    struct sockaddr_vm here;
    memset(&here, 0, sizeof here);
    here.svm_family = AF_VSOCK;
    here.svm_cid = VMADDR_CID_ANY;
    here.svm_port = HEARTBEAT_PORT;

    setvbuf(stdout, NULL, _IOLBF, 0);
    int listener = socket(AF_VSOCK, SOCK_STREAM, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&here, sizeof here) != 0 || listen(listener, 16) != 0) {
        perror("parent: port 9000");
        return 1;
    }

    puts("parent: listening");
    for (;;) {
        struct sockaddr_vm peer;
        socklen_t size = sizeof peer;
        int connection = accept(listener, (struct sockaddr *)&peer, &size);
        if (connection >= 0)
            answer(connection, peer.svm_cid);
    }
}
