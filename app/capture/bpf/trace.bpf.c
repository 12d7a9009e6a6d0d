// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs in the kernel: tells of each change of state of each TCP socket, in every network namespace,
// and of what else happened to it. Attached to BTF raw tracepoints, so tracefs is not needed. The
// few fields it reads are declared here and found anew on each kernel (CO-RE).
#include "trace_record.h"

#include <linux/bpf.h>

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define AF_INET 2
#define AF_INET6 10
#define IPPROTO_TCP_NUMBER 6
#define TCP_STATE_SYN_RECEIVED 3
#define TCP_STATE_TIME_WAIT 6
#define TCP_STATE_LISTEN 10
#define TCP_STATE_REQUEST 12
#define SOCK_DONE_BIT 1 /* enum sock_flags: the peer's FIN was received */

#define relocated __attribute__((preserve_access_index))

struct ns_common {
    unsigned int inum;
} relocated;
struct net {
    struct ns_common ns;
} relocated;
typedef struct {
    struct net* net;
} possible_net_t;
struct in6_addr {
    union {
        __u32 u6_addr32[4];
    } in6_u;
} relocated;
struct sock_common {
    __be32 skc_daddr;
    __be32 skc_rcv_saddr;
    __be16 skc_dport;
    __u16 skc_num;
    unsigned short skc_family;
    volatile unsigned char skc_state;
    unsigned long skc_flags;
    possible_net_t skc_net;
    struct in6_addr skc_v6_daddr;
    struct in6_addr skc_v6_rcv_saddr;
} relocated;
struct sock {
    struct sock_common __sk_common;
    int sk_err;
    __u16 sk_protocol;
} relocated;
struct inet_sock {
    struct sock sk;
    __be16 inet_sport;
} relocated;
struct request_sock {
    struct sock_common __req_common;
} relocated;
struct net_device {
    possible_net_t nd_net;
} relocated;
enum skb_drop_reason {
    SKB_DROP_REASON_NETFILTER_DROP = 8, /* the running kernel's number is found when it is loaded */
};
struct sk_buff {
    struct sock* sk;
    struct net_device* dev;
    unsigned char* head;
    __u16 network_header;
    __u16 transport_header;
    __be16 protocol;
} relocated;

struct {
    __uint(type, BPF_MAP_TYPE_RINGBUF);
    __uint(max_entries, 16 << 20);
} records SEC(".maps");

/* Read by the helper through mapped memory. */
__u64 told = 0;
__u64 lost = 0;

static __always_inline struct trace_record* begin(__u8 kind) {
    struct trace_record* record = bpf_ringbuf_reserve(&records, sizeof(*record), 0);
    if (!record) {
        __sync_fetch_and_add(&lost, 1);
        return 0;
    }
    __builtin_memset(record, 0, sizeof(*record));
    record->time = bpf_ktime_get_ns();
    record->kind = kind;
    return record;
}

/* No wake-up: the helper comes by itself, many times a second. */
static __always_inline void end(struct trace_record* record) {
    __sync_fetch_and_add(&told, 1);
    bpf_ringbuf_submit(record, BPF_RB_NO_WAKEUP);
}

/* Fields are read through the pointers that the tracepoint gives: the verifier knows their types,
 * so that a read is one instruction. Where a cast hides the type, BPF_CORE_READ calls a function.
 */
static __always_inline void take_ends(struct trace_record* record, const struct sock_common* ends) {
    __u32* local = (__u32*)record->local;
    __u32* remote = (__u32*)record->remote;
    record->netns = ends->skc_net.net->ns.inum;
    record->remote_port = bpf_ntohs(ends->skc_dport);
    record->local_port = ends->skc_num;
    if (ends->skc_family == AF_INET6) {
        record->flags |= TRACE_IPV6;
        local[0] = ends->skc_v6_rcv_saddr.in6_u.u6_addr32[0];
        local[1] = ends->skc_v6_rcv_saddr.in6_u.u6_addr32[1];
        local[2] = ends->skc_v6_rcv_saddr.in6_u.u6_addr32[2];
        local[3] = ends->skc_v6_rcv_saddr.in6_u.u6_addr32[3];
        remote[0] = ends->skc_v6_daddr.in6_u.u6_addr32[0];
        remote[1] = ends->skc_v6_daddr.in6_u.u6_addr32[1];
        remote[2] = ends->skc_v6_daddr.in6_u.u6_addr32[2];
        remote[3] = ends->skc_v6_daddr.in6_u.u6_addr32[3];
    } else {
        local[0] = ends->skc_rcv_saddr;
        remote[0] = ends->skc_daddr;
    }
}

static __always_inline void take_socket(struct trace_record* record, struct sock* sk) {
    take_ends(record, &sk->__sk_common);
    record->cookie = bpf_get_socket_cookie(sk);
    if (record->local_port == 0) /* the port was given back, its number is still written down */
        record->local_port = bpf_ntohs(BPF_CORE_READ((struct inet_sock*)sk, inet_sport));
    record->error = sk->sk_err;
    if (sk->__sk_common.skc_flags & (1UL << SOCK_DONE_BIT))
        record->flags |= TRACE_BOTH_FINS;
}

static __always_inline int is_tcp(const struct sock* sk) {
    return sk->sk_protocol == IPPROTO_TCP_NUMBER;
}

/* The kernel does not run a program while the same one was interrupted on the same processor, so
 * that a packet's work could pass untold while a system call's change of state was being told. Two
 * programs are therefore attached, one behind the other. The first tells and leaves a mark; the
 * second tells what bears no mark: what came while the first was interrupted. While the second is
 * interrupted, the first tells. A mark that stays behind, since the second could not run, is
 * overwritten eight changes later. */
#define MARKS 8

struct marks {
    __u64 of[MARKS];
    __u32 next;
};
struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    __uint(max_entries, 1);
    __type(key, __u32);
    __type(value, struct marks);
} marks SEC(".maps");

static __always_inline __u64 mark_of(struct sock* sk, int from, int to) {
    return bpf_get_socket_cookie(sk) << 8 | from << 4 | to;
}

static __always_inline int tell_change(struct sock* sk, int from, int to) {
    struct trace_record* record = begin(TRACE_STATE_CHANGE);
    if (!record)
        return 0;
    take_socket(record, sk);
    record->from = from;
    record->to = to;
    record->pid = bpf_get_current_pid_tgid() >> 32;
    record->uid = bpf_get_current_uid_gid();
    bpf_get_current_comm(record->command, sizeof(record->command));
    end(record);
    return 0;
}

/* A child at its birth bears its listener's cookie and ends; 3 to 1 follows at once. */
static __always_inline int is_to_be_told(const struct sock* sk, int from, int to) {
    return is_tcp(sk) && !(from == TCP_STATE_LISTEN && to == TCP_STATE_SYN_RECEIVED);
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(on_state, struct sock* sk, int from, int to) {
    __u32 zero = 0;
    struct marks* mine;
    if (!is_to_be_told(sk, from, to))
        return 0;
    mine = bpf_map_lookup_elem(&marks, &zero);
    if (mine)
        mine->of[mine->next++ % MARKS] = mark_of(sk, from, to);
    return tell_change(sk, from, to);
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(on_state_interrupting, struct sock* sk, int from, int to) {
    __u32 zero = 0;
    __u64 wanted;
    struct marks* mine;
    if (!is_to_be_told(sk, from, to))
        return 0;
    wanted = mark_of(sk, from, to);
    mine = bpf_map_lookup_elem(&marks, &zero);
    if (!mine)
        return 0;
    for (int i = 0; i < MARKS; ++i) {
        if (mine->of[i] == wanted) {
            mine->of[i] = 0;
            return 0;
        }
    }
    return tell_change(sk, from, to);
}

static __always_inline int tell_of(struct sock* sk, __u8 kind) {
    struct trace_record* record;
    if (!sk || !is_tcp(sk))
        return 0;
    record = begin(kind);
    if (!record)
        return 0;
    take_socket(record, sk);
    record->from = record->to = sk->__sk_common.skc_state;
    end(record);
    return 0;
}

SEC("tp_btf/tcp_retransmit_skb")
int BPF_PROG(on_retransmit, struct sock* sk) {
    return tell_of(sk, TRACE_RETRANSMIT);
}

SEC("tp_btf/tcp_receive_reset")
int BPF_PROG(on_receive_reset, struct sock* sk) {
    return tell_of(sk, TRACE_RECEIVE_RESET);
}

SEC("tp_btf/inet_sk_error_report")
int BPF_PROG(on_error_report, struct sock* sk) {
    return tell_of(sk, TRACE_ERROR_REPORT);
}

SEC("tp_btf/tcp_retransmit_synack")
int BPF_PROG(on_retransmit_synack, struct sock* listener, struct request_sock* request) {
    struct trace_record* record = begin(TRACE_RETRANSMIT_SYNACK);
    if (!record)
        return 0;
    take_ends(record, &request->__req_common);
    record->from = record->to = TCP_STATE_SYN_RECEIVED;
    end(record);
    return 0;
}

/* Copies the ends of a packet that belongs to no socket; the packet was to this machine. */
static int take_packet(struct trace_record* record, struct sk_buff* skb) {
    unsigned char* head = BPF_CORE_READ(skb, head);
    unsigned char* network = head + BPF_CORE_READ(skb, network_header);
    unsigned char* transport = head + BPF_CORE_READ(skb, transport_header);
    __u16 protocol = bpf_ntohs(BPF_CORE_READ(skb, protocol));
    __be16 ports[2];
    __u8 next = 0;
    if (BPF_CORE_READ(skb, transport_header) == 0xffff)
        return 0;
    if (protocol == 0x0800) {
        bpf_probe_read_kernel(&next, 1, network + 9);
        bpf_probe_read_kernel(record->remote, 4, network + 12);
        bpf_probe_read_kernel(record->local, 4, network + 16);
    } else if (protocol == 0x86dd) {
        record->flags |= TRACE_IPV6;
        bpf_probe_read_kernel(&next, 1, network + 6);
        bpf_probe_read_kernel(record->remote, 16, network + 8);
        bpf_probe_read_kernel(record->local, 16, network + 24);
    }
    if (next != IPPROTO_TCP_NUMBER || bpf_probe_read_kernel(ports, sizeof(ports), transport))
        return 0;
    record->remote_port = bpf_ntohs(ports[0]);
    record->local_port = bpf_ntohs(ports[1]);
    return 1;
}

/* Whose packet it is: in a packet that leaves, its own socket's end is the source. */
static void take_place(struct trace_record* record, struct sk_buff* skb) {
    struct sock* sk = BPF_CORE_READ(skb, sk);
    struct net_device* dev = BPF_CORE_READ(skb, dev);
    if (sk) {
        record->netns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
        if (BPF_CORE_READ(sk, __sk_common.skc_num) == record->remote_port &&
            record->remote_port != record->local_port) {
            __u8 source[16];
            __u16 port = record->remote_port;
            __builtin_memcpy(source, record->remote, 16);
            __builtin_memcpy(record->remote, record->local, 16);
            __builtin_memcpy(record->local, source, 16);
            record->remote_port = record->local_port;
            record->local_port = port;
        }
    } else if (dev) {
        record->netns = BPF_CORE_READ(dev, nd_net.net, ns.inum);
    }
}

SEC("tp_btf/tcp_send_reset")
int BPF_PROG(on_send_reset, struct sock* sk, struct sk_buff* skb) {
    struct trace_record* record;
    __u8 state = sk ? BPF_CORE_READ(sk, __sk_common.skc_state) : TCP_STATE_LISTEN;
    /* Of a minisocket only the common part is there. */
    if (state != TCP_STATE_LISTEN && state != TCP_STATE_TIME_WAIT && state != TCP_STATE_REQUEST)
        return tell_of(sk, TRACE_SEND_RESET);
    if (!skb)
        return 0;
    record = begin(TRACE_SEND_RESET);
    if (!record)
        return 0;
    if (take_packet(record, skb)) {
        take_place(record, skb);
        end(record);
    } else {
        bpf_ringbuf_discard(record, BPF_RB_NO_WAKEUP);
    }
    return 0;
}

static int is_firewalls(unsigned int reason) {
    return bpf_core_enum_value_exists(enum skb_drop_reason, SKB_DROP_REASON_NETFILTER_DROP) &&
           reason == bpf_core_enum_value(enum skb_drop_reason, SKB_DROP_REASON_NETFILTER_DROP);
}

#define DROP_REASONS_THAT_SAY_NOTHING 3 /* not dropped, consumed, not specified */

SEC("tp_btf/kfree_skb")
int BPF_PROG(on_drop, struct sk_buff* skb, void* location, unsigned int reason) {
    struct trace_record* record;
    if (reason < DROP_REASONS_THAT_SAY_NOTHING)
        return 0;
    record = begin(TRACE_DROP);
    if (!record)
        return 0;
    record->reason = reason;
    if (is_firewalls(reason))
        record->flags |= TRACE_FIREWALL;
    if (take_packet(record, skb)) {
        take_place(record, skb);
        end(record);
    } else {
        bpf_ringbuf_discard(record, BPF_RB_NO_WAKEUP);
    }
    return 0;
}

char license_of_this_program[] SEC("license") = "GPL";
