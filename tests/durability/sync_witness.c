/* Loaded before libc: tells the descriptor TOLD_FD of each write ('w') to a write-ahead log and each sync ('s')
   of one, in their order. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static void tell(int fd, char what) {
  char link[64], path[4096] = "";
  const char *told = getenv("TOLD_FD");
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, path, sizeof path - 1);
  if (told && size > 4 && strcmp(path + size - 4, "-wal") == 0 && write(atoi(told), &what, 1) != 1) abort();
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite(int fd, const void *from, size_t size, off_t at) {
  tell(fd, 'w');
  return NEXT(pwrite)(fd, from, size, at);
}

ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) {
  tell(fd, 'w');
  return NEXT(pwrite64)(fd, from, size, at);
}

int fsync(int fd) {
  int result = NEXT(fsync)(fd);
  tell(fd, 's');
  return result;
}

int fdatasync(int fd) {
  int result = NEXT(fdatasync)(fd);
  tell(fd, 's');
  return result;
}
