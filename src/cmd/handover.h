/*
 * cmd/handover.h - one server follows another without a lost request.
 *
 * The old process starts the program anew with the listening socket open and
 * a pipe to say "ready" through. Until then the old one serves; from then on
 * the new one does, and the old one finishes what it has. When the new one
 * does not come up, nothing has happened. Both may write to the same SQLite
 * file meanwhile: the db room lets them take turns.
 *
 * Also speaks to systemd: takes over its socket (LISTEN_FDS) and tells it
 * that the service is ready and which process it is now (NOTIFY_SOCKET).
 */
#ifndef CMD_HANDOVER_H
#define CMD_HANDOVER_H

#include "base/base.h"

/* The socket that this process was given; -1: none, open one. */
int cmd_handover_listener(void);
/* This process serves now: tells whoever waits for it. */
void cmd_handover_ready(void);
/* It finishes what it has, and ends. */
void cmd_handover_stopping(void);
/* Starts a successor; true once it serves. */
bool cmd_handover(int listen_fd, struct err *err);

#endif
