// Calls a port of a guest through a hybrid socket until somebody listens there, and asks for a first answer: dial SOCKET
// PORT SECONDS. Prints when it was listened and when a system.ping was answered, in microseconds since 1970, a line each.
// The socket of vhost-device-vsock leaves a call unanswered when nobody listens. So a new call is made every few
// milliseconds, beside those before it, which have the time of a whole round. It ends when every call that the guest took is over for
// the guest too: one that is given up before the socket's word stays open there for as long as anybody may be silent.
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { CALLS = 32, PAUSE_MILLISECONDS = 5, QUIET_MILLISECONDS = 1000, MOST_ANSWERED = 4096 };

static struct pollfd calls[CALLS];

static const char request[] =
    "{\"requestId\":\"00000000\",\"serviceType\":\"system\",\"operation\":\"ping\",\"payload\":{\"echo\":\"first\"}}";
static const char success[] = "\"success\":true";

static long long microseconds(void)
{
    struct timeval now;
    gettimeofday(&now, NULL);
    return now.tv_sec * 1000000LL + now.tv_usec;
}

static int call(const struct sockaddr_un *name, const char *port)
{
    char words[64];
    int length = snprintf(words, sizeof words, "CONNECT %s\n", port);
    int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection >= 0 && connect(connection, (const struct sockaddr *)name, sizeof *name) == 0
        && send(connection, words, (size_t)length, MSG_NOSIGNAL) == length)
        return connection;
    if (connection >= 0)
        close(connection);
    return -1;
}

// Takes the socket's word up to its end and nothing behind it.
static int is_accepted(int connection)
{
    char words[64];
    size_t count = 0;
    while (count < sizeof words && read(connection, words + count, 1) == 1)
        if (words[count++] == '\n')
            return strncmp(words, "OK ", 3) == 0;
    return 0;
}

// Calls until one is accepted; -1 when none was by the deadline.
static int accepted(const struct sockaddr_un *name, const char *port, time_t deadline)
{
    for (int i = 0; i < CALLS; i++)
        calls[i] = (struct pollfd){ .fd = -1, .events = POLLIN };
    for (int next = 0; time(NULL) < deadline; next = (next + 1) % CALLS) {
        if (calls[next].fd >= 0)
            close(calls[next].fd);
        calls[next].fd = call(name, port);
        if (poll(calls, CALLS, PAUSE_MILLISECONDS) <= 0)
            continue;
        for (int i = 0; i < CALLS; i++) {
            if (calls[i].fd < 0 || calls[i].revents == 0)
                continue;
            int connection = calls[i].fd;
            calls[i].fd = -1;
            if (is_accepted(connection))
                return connection;
            close(connection);
        }
    }
    return -1;
}

// One frame there and one back: a length, 4 bytes big-endian, then the body.
static int is_answered(int connection, int seconds)
{
    unsigned char frame[4 + sizeof request - 1] = { 0, 0, 0, sizeof request - 1 };
    char answer[MOST_ANSWERED];
    struct timeval patience = { .tv_sec = seconds };
    size_t count = 0, whole = 4;
    memcpy(frame + 4, request, sizeof request - 1);
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (send(connection, frame, sizeof frame, MSG_NOSIGNAL) != (ssize_t)sizeof frame)
        return 0;
    while (count < whole) {
        ssize_t more = read(connection, answer + count, sizeof answer - 1 - count);
        if (more <= 0)
            return 0;
        count += (size_t)more;
        if (count >= 4)
            whole = 4 + ((size_t)(unsigned char)answer[2] << 8 | (unsigned char)answer[3]);
        if (whole >= sizeof answer)
            return 0;
    }
    answer[count] = 0;
    return strstr(answer + 4, success) != NULL;
}

// Says that there is nothing more to come, and waits until the guest has closed as well.
static void finish(int connection)
{
    char rest[MOST_ANSWERED];
    shutdown(connection, SHUT_WR);
    while (read(connection, rest, sizeof rest) > 0)
        ;
    close(connection);
}

// The guest may have taken more than one of the calls: each is taken up, and finished. None comes any more once it is quiet.
static void finish_others(int seconds)
{
    struct timeval patience = { .tv_sec = seconds };
    while (poll(calls, CALLS, QUIET_MILLISECONDS) > 0)
        for (int i = 0; i < CALLS; i++) {
            if (calls[i].fd < 0 || calls[i].revents == 0)
                continue;
            setsockopt(calls[i].fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
            if (is_accepted(calls[i].fd))
                finish(calls[i].fd);
            else
                close(calls[i].fd);
            calls[i].fd = -1;
        }
}

int main(int count, char **words)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    if (count != 4 || strlen(words[1]) >= sizeof name.sun_path) {
        fputs("usage: dial SOCKET PORT SECONDS\n", stderr);
        return 2;
    }
    strcpy(name.sun_path, words[1]);
    int seconds = atoi(words[3]);
    int connection = accepted(&name, words[2], time(NULL) + seconds);
    if (connection < 0) {
        fprintf(stderr, "Nobody listens on port %s of %s.\n", words[2], words[1]);
        return 1;
    }
    printf("%lld\n", microseconds());
    if (!is_answered(connection, seconds)) {
        fprintf(stderr, "Whoever listens on port %s of %s does not answer system.ping.\n", words[2], words[1]);
        return 1;
    }
    printf("%lld\n", microseconds());
    finish(connection);
    finish_others(seconds);
    return 0;
}
