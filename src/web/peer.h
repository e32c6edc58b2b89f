/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* peer.h - who is at the other end: addresses as 16 bytes, those of IPv4 mapped into IPv6
 * (RFC 4291, 2.5.5.2). */
#ifndef HEARTH_WEB_PEER_H
#define HEARTH_WEB_PEER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "base/text.h"

enum { PEER_BYTES = 16 };

/* Zeros for what is no internet address, such as the folder's socket. */
void peer_address(const struct sockaddr *from, uint8_t ret_address[PEER_BYTES]);
/* An address in words, with or without a port, as proxies write it. */
bool peer_read(struct text words, uint8_t ret_address[PEER_BYTES]);
/* This machine, or its folder: 127.0.0.1 and ::1, from which programs connect that name no address
 * of their own. */
bool peer_is_near(const uint8_t address[PEER_BYTES]);
/* What one household or office is given as a whole: an IPv4 address, the first half of an IPv6
 * one. */
void peer_network(const uint8_t address[PEER_BYTES], uint8_t ret_network[PEER_BYTES]);

#endif
