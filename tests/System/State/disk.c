/* Stands between a program and its disk (LD_PRELOAD), for the files whose path begins with NSL_DISK_PREFIX:
 *
 * - NSL_DISK_TRACE names a file that each change of theirs is written to, in the order in which it happened: what a disk would
 *   have seen. A test makes of it every state that a power loss could have left.
 * - NSL_DISK_CONTROL names a file of three 32-bit numbers that the test changes while the program runs: a mode, how many
 *   changes still go well, and the error that the next ones end with.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { FILES = 65536, NAME = 64 };
enum { PASS = 0, FAIL_ONCE = 1, FAIL_ALWAYS = 2, TEAR_ONCE = 3 };
enum { OP_WRITE = 'W', OP_SYNC = 'S', OP_TRUNCATE = 'T', OP_UNLINK = 'U' };

struct control {
    _Atomic int32_t mode;
    _Atomic int32_t good; /* changes that still go well before the mode acts */
    _Atomic int32_t error;
};

/* One entry of the trace; the name and then the data follow. Little-endian, as this machine is. */
struct entry {
    uint8_t op;
    uint8_t name_length;
    uint16_t reserved;
    uint32_t data_length;
    uint64_t offset;
};

static char names[FILES][NAME]; /* by descriptor: what follows the prefix; empty: not ours */
static const char *prefix;
static int trace = -1;
static struct control *control;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

static int (*real_open64)(const char *, int, ...);
static int (*real_close)(int);
static int (*real_unlink)(const char *);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate64)(int, off64_t);
static ssize_t (*real_pwrite64)(int, const void *, size_t, off64_t);

static void load(void *target, const char *name) { *(void **)target = dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    load(&real_open64, "open64");
    load(&real_close, "close");
    load(&real_unlink, "unlink");
    load(&real_fsync, "fsync");
    load(&real_fdatasync, "fdatasync");
    load(&real_ftruncate64, "ftruncate64");
    load(&real_pwrite64, "pwrite64");
    const char *path = getenv("NSL_DISK_TRACE");
    if (path) {
        trace = real_open64(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (trace < 0) abort();
    }
    path = getenv("NSL_DISK_CONTROL");
    if (path) {
        int fd = real_open64(path, O_RDWR | O_CLOEXEC);
        control = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (control == MAP_FAILED) abort();
    }
    prefix = getenv("NSL_DISK_PREFIX");
}

/* What follows the prefix if the path is one of ours: "", "-wal", "-journal"; not the lock and not shared memory. "/" is the folder. */
static const char *ours(const char *path) {
    if (!prefix) return NULL;
    size_t folder = (size_t)(strrchr(prefix, '/') - prefix);
    if (strlen(path) == folder && strncmp(path, prefix, folder) == 0) return "/";
    if (strncmp(path, prefix, strlen(prefix)) != 0) return NULL;
    const char *rest = path + strlen(prefix);
    if (strcmp(rest, ".lock") == 0 || strcmp(rest, "-shm") == 0 || strlen(rest) + 2 > NAME) return NULL;
    return rest;
}

static const char *name_of(int fd) { return fd >= 0 && fd < FILES && names[fd][0] ? names[fd] + 1 : NULL; }

static void record(uint8_t op, const char *name, uint64_t offset, const void *data, size_t length) {
    if (trace < 0) return;
    struct entry entry = {op, (uint8_t)strlen(name), 0, (uint32_t)length, offset};
    size_t size = sizeof entry + entry.name_length + length;
    char *bytes = malloc(size);
    memcpy(bytes, &entry, sizeof entry);
    memcpy(bytes + sizeof entry, name, entry.name_length);
    if (length) memcpy(bytes + sizeof entry + entry.name_length, data, length);
    if (write(trace, bytes, size) != (ssize_t)size) abort();
    free(bytes);
}

/* Whether this change fails: 0, or the mode that says how. */
static int failing(void) {
    if (!control || control->mode == PASS) return PASS;
    if (control->good > 0) {
        control->good--;
        return PASS;
    }
    int mode = control->mode;
    if (mode != FAIL_ALWAYS) control->mode = PASS;
    errno = control->error;
    return mode;
}

int open64(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    int fd = real_open64(path, flags, mode);
    const char *name = ours(path);
    if (fd >= 0 && fd < FILES && name) {
        names[fd][0] = '+';
        strcpy(names[fd] + 1, name);
    }
    return fd;
}

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return open64(path, flags, mode);
}

int close(int fd) {
    if (fd >= 0 && fd < FILES) names[fd][0] = 0;
    return real_close(fd);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    const char *name = name_of(fd);
    if (!name) return real_pwrite64(fd, data, length, offset);
    pthread_mutex_lock(&order);
    ssize_t written = -1;
    int mode = failing();
    if (mode == TEAR_ONCE) length /= 2;
    if (mode == PASS || mode == TEAR_ONCE) {
        written = real_pwrite64(fd, data, length, offset);
        if (written > 0) record(OP_WRITE, name, (uint64_t)offset, data, (size_t)written);
    }
    if (mode == TEAR_ONCE) {
        errno = control->error;
        written = -1;
    }
    pthread_mutex_unlock(&order);
    return written;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

static int sync_with(int fd, int (*real)(int)) {
    const char *name = name_of(fd);
    if (!name) return real(fd);
    pthread_mutex_lock(&order);
    int result = failing() == PASS ? real(fd) : -1;
    if (result == 0) record(OP_SYNC, name, 0, NULL, 0);
    pthread_mutex_unlock(&order);
    return result;
}

int fsync(int fd) { return sync_with(fd, real_fsync); }

int fdatasync(int fd) { return sync_with(fd, real_fdatasync); }

int ftruncate64(int fd, off64_t length) {
    const char *name = name_of(fd);
    if (!name) return real_ftruncate64(fd, length);
    pthread_mutex_lock(&order);
    int result = failing() == PASS ? real_ftruncate64(fd, length) : -1;
    if (result == 0) record(OP_TRUNCATE, name, (uint64_t)length, NULL, 0);
    pthread_mutex_unlock(&order);
    return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int unlink(const char *path) {
    const char *name = ours(path);
    if (!name) return real_unlink(path);
    pthread_mutex_lock(&order);
    int result = real_unlink(path);
    if (result == 0) record(OP_UNLINK, name, 0, NULL, 0);
    pthread_mutex_unlock(&order);
    return result;
}
