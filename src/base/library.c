/* base/library.c - see library.h. */
#include "base/library.h"

#include <dlfcn.h>
#include <pthread.h>

bool library_load(const struct library *library, struct err *err)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	void *handle = NULL;
	size_t count = 0;
	bool ok = true;

	pthread_mutex_lock(&lock);
	if (!library->functions[0])
		handle = dlopen(library->file, RTLD_NOW | RTLD_LOCAL);
	while (handle && library->names[count]) {
		const char *name = library->names[count];

		library->functions[count] = dlsym(handle, name);
		if (!library->functions[count++]) {
			library->functions[0] = NULL;
			dlclose(handle);
			handle = NULL;
		}
	}
	ok = library->functions[0];
	pthread_mutex_unlock(&lock);
	return ok || err_set(err, ERR_NOT_BUILT,
			     "%s is not installed (%s cannot be loaded)",
			     library->what, library->file);
}
