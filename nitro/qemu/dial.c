// Dials a port of a guest through a hybrid socket until somebody listens there: dial SOCKET PORT SECONDS. Prints the
// socket's word. The socket of vhost-device-vsock leaves a call unanswered when nobody listens, so each has a time limit.
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { CALL_MILLISECONDS = 100, PAUSE_MILLISECONDS = 5 };

static int call(const struct sockaddr_un *socket_name, const char *port)
{
    char words[64];
    int done = 0;
    int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection >= 0 && connect(connection, (const struct sockaddr *)socket_name, sizeof *socket_name) == 0) {
        struct pollfd answered = { .fd = connection, .events = POLLIN };
        int length = snprintf(words, sizeof words, "CONNECT %s\n", port);
        if (write(connection, words, (size_t)length) == length && poll(&answered, 1, CALL_MILLISECONDS) == 1) {
            ssize_t read_bytes = read(connection, words, sizeof words - 1);
            if (read_bytes > 3 && strncmp(words, "OK ", 3) == 0) {
                words[read_bytes] = 0;
                fputs(words, stdout);
                done = 1;
            }
        }
    }
    if (connection >= 0)
        close(connection);
    return done;
}

int main(int count, char **words)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    if (count != 4 || strlen(words[1]) >= sizeof name.sun_path) {
        fputs("usage: dial SOCKET PORT SECONDS\n", stderr);
        return 2;
    }
    strcpy(name.sun_path, words[1]);
    time_t deadline = time(NULL) + atoi(words[3]);
    while (!call(&name, words[2])) {
        if (time(NULL) >= deadline) {
            fprintf(stderr, "Nobody listens on port %s of %s.\n", words[2], words[1]);
            return 1;
        }
        poll(NULL, 0, PAUSE_MILLISECONDS);
    }
    return 0;
}
