#pragma once

#include <stdint.h>

// System calls that glibc declares under `_GNU_SOURCE` only, which Swift's Glibc module does not set, and variadic
// ones, which Swift does not import. Each answers as its system call does: -1 and `errno` for a failure.

/// open(2) with O_TMPFILE: a file without a name, readable and writable.
int linux_open_unnamed(const char *directory, unsigned int mode);

/// linkat(2) of an open file, through /proc/self/fd, to a name that must not exist.
int linux_link_descriptor(int descriptor, const char *path);

/// fallocate(2): reserves blocks and sets the size.
int linux_allocate(int descriptor, int64_t size);

/// syncfs(2): writes out everything of the file system that holds `descriptor` and waits.
int linux_synchronize_file_system(int descriptor);

/// sync_file_range(2) with SYNC_FILE_RANGE_WRITE: starts writing out and does not wait.
int linux_start_writeback(int descriptor, int64_t offset, int64_t length);

/// statfs(2): the magic number of a file system's type in `type`, the free bytes for this user in `available`.
int linux_file_system(const char *path, int64_t *type, int64_t *available);

/// ioctl_iflags(2): sets FS_IMMUTABLE_FL of an open file, or clears it, and leaves its other flags.
int linux_set_immutable(int descriptor, int is_immutable);

/// isatty(3) and ioctl(2) TIOCGWINSZ: the width of the terminal behind `descriptor`, 0 when there is none.
int linux_terminal_width(int descriptor);

/// mallopt(3) M_MMAP_THRESHOLD: memory of this size and more comes from the system, and goes back to it when it is freed.
/// Answers 1, or 0 for a failure, as mallopt does.
int linux_give_back_memory_of(int size);
