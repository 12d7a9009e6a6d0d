/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program in the kernel hands to the helper, through a ring buffer of this machine. */
#ifndef SYNOPTIC_TRACE_RECORD_H
#define SYNOPTIC_TRACE_RECORD_H

#include <linux/types.h>

enum trace_kind {
    TRACE_STATE_CHANGE = 0,
    TRACE_RETRANSMIT = 1,
    TRACE_RETRANSMIT_SYNACK = 2,
    TRACE_SEND_RESET = 3,
    TRACE_RECEIVE_RESET = 4,
    TRACE_ERROR_REPORT = 5,
    TRACE_DROP = 6,
};

enum trace_flags {
    TRACE_BOTH_FINS = 1, /* the peer's FIN has been received */
    TRACE_IPV6 = 2,
    TRACE_FIREWALL = 4, /* of a drop: by a rule of this machine */
};

struct trace_record {
    __u64 time;   /* CLOCK_MONOTONIC, ns */
    __u64 cookie; /* 0: a packet without a socket */
    __u32 netns;  /* inode */
    __u32 pid;    /* of the process that runs, whosever work it does */
    __u32 uid;
    __u32 reason; /* of a drop: enum skb_drop_reason */
    __u16 local_port;
    __u16 remote_port;
    __u8 kind;
    __u8 from; /* include/net/tcp_states.h */
    __u8 to;
    __u8 flags;
    __u32 error;    /* errno of the socket */
    __u8 local[16]; /* IPv4 in the first four */
    __u8 remote[16];
    char command[16];
};

#endif
