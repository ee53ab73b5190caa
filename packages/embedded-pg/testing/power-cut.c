/*
 * A disk that forgets: preloaded into PostgreSQL, it keeps a second copy of the data folder that receives
 * a page only when its file is synced. When the machine "loses power" (every process is killed), that copy
 * is what a real disk would hold at worst. Names of files are taken over at once, contents only by fsync.
 *
 * CUT_LIVE: the data folder. CUT_DISK: the copy. CUT_BITS: one file an inode, a bit for each unsynced page.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define PAGE 4096
#define WORDS 4096 /* of 64 pages: one gigabyte */
#define SLOTS 4096

static int (*real_open)(const char *, int, ...);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);
static int (*real_mkdir)(const char *, mode_t);
static int (*real_rmdir)(const char *);
static int (*real_ftruncate)(int, off_t);
static int (*real_truncate)(const char *, off_t);
static int (*real_posix_fallocate)(int, off_t, off_t);
static ssize_t (*real_copy_file_range)(int, off_t *, int, off_t *, size_t, unsigned);

static const char *live, *disk, *bits;
static dev_t live_device;
static struct { ino_t inode; unsigned long *words; } slots[SLOTS];

/* PostgreSQL writes its title over the environment it was given. */
static const char *kept(const char *name) {
  const char *value = getenv(name);
  return value ? strdup(value) : 0;
}

__attribute__((constructor)) static void begin(void) {
  real_open = dlsym(RTLD_NEXT, "open");
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite");
  real_pwritev = dlsym(RTLD_NEXT, "pwritev");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_mkdir = dlsym(RTLD_NEXT, "mkdir");
  real_rmdir = dlsym(RTLD_NEXT, "rmdir");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
  real_truncate = dlsym(RTLD_NEXT, "truncate");
  real_posix_fallocate = dlsym(RTLD_NEXT, "posix_fallocate");
  real_copy_file_range = dlsym(RTLD_NEXT, "copy_file_range");
  live = kept("CUT_LIVE");
  disk = kept("CUT_DISK");
  bits = kept("CUT_BITS");
  struct stat info;
  if (live && stat(live, &info) == 0) live_device = info.st_dev;
  else if (live && stat(".", &info) == 0) live_device = info.st_dev;
}

/* The same name on the disk; 0 when it is not below the data folder. */
static int on_disk(const char *path, char *out) {
  char whole[PATH_MAX * 2], here[PATH_MAX];
  if (!live || !disk || !bits) return 0;
  const char *self = "/proc/self/cwd";
  if (strncmp(path, self, strlen(self)) == 0) path += strlen(self) + (path[strlen(self)] == '/');
  if (*path == '/') snprintf(whole, sizeof whole, "%s", path);
  else if (getcwd(here, sizeof here)) snprintf(whole, sizeof whole, "%s/%s", here, path);
  else return 0;
  size_t length = strlen(live);
  if (strncmp(whole, live, length) != 0 || whole[length] != '/') return 0;
  snprintf(out, PATH_MAX, "%s%s", disk, whole + length);
  return 1;
}

static int name_of(int fd, char *out) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, out, PATH_MAX - 1);
  if (length <= 0) return 0;
  out[length] = 0;
  return 1;
}

static void give_up(const char *what) {
  perror(what);
  abort();
}

static unsigned long *words_of(ino_t inode) {
  unsigned at = inode % SLOTS;
  if (slots[at].inode == inode && slots[at].words) return slots[at].words;
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%lu", bits, (unsigned long)inode);
  int fd = real_open(path, O_RDWR | O_CREAT, 0600);
  if (fd < 0 || real_ftruncate(fd, WORDS * 8) != 0) give_up(path);
  void *map = mmap(0, WORDS * 8, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (map == MAP_FAILED) give_up(path);
  if (slots[at].words) munmap(slots[at].words, WORDS * 8);
  slots[at].inode = inode;
  slots[at].words = map;
  return map;
}

static void wrote(int fd, off_t from, off_t length) {
  int saved = errno;
  struct stat info;
  if (live && disk && bits && length > 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_dev == live_device) {
    unsigned long *words = words_of(info.st_ino);
    for (off_t page = from / PAGE; page <= (from + length - 1) / PAGE && page < WORDS * 64; page++)
      __atomic_fetch_or(&words[page / 64], 1UL << (page % 64), __ATOMIC_SEQ_CST);
  }
  errno = saved;
}

static void copy_page(int from, int to, off_t page) {
  char block[PAGE];
  ssize_t have = pread(from, block, PAGE, page * PAGE);
  if (have > 0 && real_pwrite(to, block, have, page * PAGE) != have) give_up("a page");
}

/* One process at a time for a file: nobody is told "synced" while somebody else still copies. */
static int synced(int fd) {
  char path[PATH_MAX], target[PATH_MAX], self[64], key[PATH_MAX];
  struct stat info, known;
  if (!name_of(fd, path) || !on_disk(path, target) || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) return 0;
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  snprintf(key, sizeof key, "%s/%lu", bits, (unsigned long)info.st_ino);
  int whole = stat(key, &known) != 0;
  if (whole && stat(target, &known) == 0 && known.st_size == info.st_size) return 0;
  unsigned long *words = words_of(info.st_ino);
  int lock = real_open(key, O_RDONLY), from = real_open(self, O_RDONLY), to = real_open(target, O_WRONLY | O_CREAT, 0600);
  if (lock < 0 || from < 0 || to < 0 || flock(lock, LOCK_EX) != 0) give_up(target);
  fstat(fd, &info);
  for (int at = 0; at < WORDS && (off_t)at * 64 * PAGE < info.st_size; at++) {
    unsigned long set = whole ? ~0UL : __atomic_exchange_n(&words[at], 0, __ATOMIC_SEQ_CST);
    for (int bit = 0; set && bit < 64; bit++)
      if (set & (1UL << bit)) copy_page(from, to, (off_t)at * 64 + bit);
  }
  if (real_ftruncate(to, info.st_size) != 0) give_up(target);
  close(to);
  close(from);
  close(lock);
  return 0;
}

int fsync(int fd) { return synced(fd); }
int fdatasync(int fd) { return synced(fd); }

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  int fd = real_open(path, flags, mode);
  int saved = errno;
  char target[PATH_MAX];
  if (fd >= 0 && (flags & (O_CREAT | O_TRUNC)) && on_disk(path, target)) close(real_open(target, O_WRONLY | (flags & (O_CREAT | O_TRUNC)), 0600));
  errno = saved;
  return fd;
}

ssize_t write(int fd, const void *data, size_t size) {
  ssize_t done = real_write(fd, data, size);
  int saved = errno;
  off_t end = done > 0 ? lseek(fd, 0, SEEK_CUR) : -1;
  if (end >= done) wrote(fd, end - done, done);
  errno = saved;
  return done;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
  ssize_t done = real_pwrite(fd, data, size, at);
  wrote(fd, at, done);
  return done;
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
  ssize_t done = real_pwritev(fd, parts, count, at);
  wrote(fd, at, done);
  return done;
}

int posix_fallocate(int fd, off_t at, off_t size) {
  int code = real_posix_fallocate(fd, at, size);
  if (code == 0) wrote(fd, at, size);
  return code;
}

ssize_t copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t size, unsigned flags) {
  off_t at = to_at ? *to_at : lseek(to, 0, SEEK_CUR);
  ssize_t done = real_copy_file_range(from, from_at, to, to_at, size, flags);
  wrote(to, at, done);
  return done;
}

int ftruncate(int fd, off_t size) {
  int code = real_ftruncate(fd, size);
  char path[PATH_MAX], target[PATH_MAX];
  if (code == 0 && name_of(fd, path) && on_disk(path, target) && real_truncate(target, size) != 0) errno = 0;
  return code;
}

int truncate(const char *path, off_t size) {
  int code = real_truncate(path, size);
  char target[PATH_MAX];
  if (code == 0 && on_disk(path, target) && real_truncate(target, size) != 0) errno = 0;
  return code;
}

int rename(const char *from, const char *to) {
  int code = real_rename(from, to), saved = errno;
  char disk_from[PATH_MAX], disk_to[PATH_MAX];
  if (code == 0 && on_disk(from, disk_from) && on_disk(to, disk_to)) real_rename(disk_from, disk_to);
  errno = saved;
  return code;
}

int unlink(const char *path) {
  int code = real_unlink(path), saved = errno;
  char target[PATH_MAX];
  if (code == 0 && on_disk(path, target)) real_unlink(target);
  errno = saved;
  return code;
}

int mkdir(const char *path, mode_t mode) {
  int code = real_mkdir(path, mode), saved = errno;
  char target[PATH_MAX];
  if (code == 0 && on_disk(path, target)) real_mkdir(target, mode);
  errno = saved;
  return code;
}

int rmdir(const char *path) {
  int code = real_rmdir(path), saved = errno;
  char target[PATH_MAX];
  if (code == 0 && on_disk(path, target)) real_rmdir(target);
  errno = saved;
  return code;
}
