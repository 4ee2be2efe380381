/* Asks the enclave once and prints the whole answer: ask ENDPOINT SERVICE OPERATION. The payload is {}. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "stream.h"

int main(int argc, char **argv) {
    struct bytes in = {0}, out = {0};
    uint8_t frame[512];
    uint32_t length;
    if (argc != 4 || strlen(argv[2]) + strlen(argv[3]) > 256)
        die("usage: ask ENDPOINT SERVICE OPERATION");
    int body = snprintf((char *)frame + 4, sizeof frame - 4,
        "{\"requestId\":\"ask\",\"serviceType\":\"%s\",\"operation\":\"%s\",\"payload\":{}}", argv[2], argv[3]);
    frame_header(frame, (uint32_t)body);
    bytes_append(&out, frame, (size_t)body + 4);
    int fd = stream_dial(argv[1]);
    if (bytes_send(&out, fd) < 0)
        die("%s: the server closed the connection", argv[1]);
    while ((length = frame_length(&in)) == 0)
        if (bytes_receive(&in, fd, 0) <= 0)
            die("%s: the server closed the connection", argv[1]);
    printf("%.*s\n", (int)length, (const char *)in.at + in.from + 4);
    return 0;
}
