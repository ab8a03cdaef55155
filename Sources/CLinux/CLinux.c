#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <malloc.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/vfs.h>
#include <unistd.h>

int linux_open_unnamed(const char *directory, unsigned int mode) {
    return open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, mode);
}

int linux_link_descriptor(int descriptor, const char *path) {
    char source[32];
    snprintf(source, sizeof source, "/proc/self/fd/%d", descriptor);
    return linkat(AT_FDCWD, source, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}

int linux_allocate(int descriptor, int64_t size) { return fallocate(descriptor, 0, 0, size); }

int linux_synchronize_file_system(int descriptor) { return syncfs(descriptor); }

int linux_start_writeback(int descriptor, int64_t offset, int64_t length) {
    return sync_file_range(descriptor, offset, length, SYNC_FILE_RANGE_WRITE);
}

int linux_file_system(const char *path, int64_t *type, int64_t *available) {
    struct statfs information;
    if (statfs(path, &information) != 0) return -1;
    *type = information.f_type;
    *available = (int64_t)information.f_bavail * information.f_bsize;
    return 0;
}

int linux_set_immutable(int descriptor, int is_immutable) {
    int flags = 0;
    if (ioctl(descriptor, FS_IOC_GETFLAGS, &flags) != 0) return -1;
    int wanted = is_immutable ? flags | FS_IMMUTABLE_FL : flags & ~FS_IMMUTABLE_FL;
    return wanted == flags ? 0 : ioctl(descriptor, FS_IOC_SETFLAGS, &wanted);
}

int linux_terminal_width(int descriptor) {
    struct winsize size;
    if (!isatty(descriptor) || ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col == 0 ? 80 : size.ws_col;
}

int linux_give_back_memory_of(int size) { return mallopt(M_MMAP_THRESHOLD, size); }
