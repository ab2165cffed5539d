#!/bin/sh
# own_systemd.sh FOLDER PROGRAM - boots a systemd that has nothing but the
# units in FOLDER/units, with PROGRAM as /usr/local/bin/vitae. What it sees is
# this machine's root, read through an overlay, so that it changes nothing;
# FOLDER/seen is common to both, and what it says goes into FOLDER/seen/log.
#
# To be started as the first process of namespaces of its own (mount, pid, ipc,
# uts, cgroup). Ends with 77 where this machine lets nobody do that.
folder=$1 program=$2
exec 2>"$folder/why"
set -e
trap '[ $? = 0 ] || exit 77' EXIT

mount --make-rprivate /
mkdir "$folder/root"
mount -t tmpfs none "$folder/root"
cd "$folder/root"
mkdir up work root
mount -t overlay overlay \
	-o "lowerdir=/,upperdir=$PWD/up,workdir=$PWD/work" root
cd root
mkdir -p etc/own usr/local/bin old seen sys proc dev run tmp
cp -r "$folder/units/." etc/own/
install -m 755 "$program" usr/local/bin/vitae
if ! grep -q '^vitae:' etc/passwd; then
	echo 'vitae:x:64123:64123::/nonexistent:/usr/sbin/nologin' >>etc/passwd
	echo 'vitae:x:64123:' >>etc/group
fi

mount --bind "$folder/seen" seen
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t tmpfs none run
mount -t tmpfs none tmp
mount -t tmpfs none sys/fs/cgroup
mkdir sys/fs/cgroup/systemd
mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd

mount -t tmpfs none dev
mkdir dev/shm dev/pts
mknod dev/null c 1 3
mknod dev/zero c 1 5
mknod dev/full c 1 7
mknod dev/random c 1 8
mknod dev/urandom c 1 9
mknod dev/tty c 5 0
chmod 666 dev/null dev/zero dev/full dev/random dev/urandom dev/tty
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
touch dev/console

pivot_root . old
umount -l /old
exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin \
	SYSTEMD_UNIT_PATH=/etc/own SYSTEMD_GENERATOR_PATH=/nowhere \
	SYSTEMD_ENVIRONMENT_GENERATOR_PATH=/nowhere \
	/lib/systemd/systemd --system --unit=own.target --show-status=no \
	--log-target=null --dump-core=no
