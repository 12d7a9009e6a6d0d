// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/finding_words.h"

#include <QCoreApplication>

#include <array>

namespace synoptic {

std::span<const FindingWords> findingWordsOfLasting() {
    static constexpr std::array kWords{
        FindingWords{
            RuleId::CloseWaitLeak, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{process} keeps {close_wait} connections in CLOSE-WAIT, the oldest for "
                "{oldest}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The peers have closed, and the program never calls close(). Each one holds a "
                "descriptor; in the end it can open no more."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The fault is in the program: it must close a connection when a read returns 0."
                " Restarting it helps for a while.")},
        FindingWords{
            RuleId::FinWait2Orphan, 0,
            QT_TRANSLATE_NOOP("FindingText",
                              "{fin_wait_2} closed connections wait for {remote} to close too"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "This machine has closed, the peer acknowledged it and does not close. The "
                "kernel lets them go after {oldest.limit}; they do little harm."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Look at the peer: its program does not close (there the connections stand in "
                "CLOSE-WAIT).")},
        FindingWords{
            RuleId::TimeWaitPressure, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{time_wait} of {time_wait.limit} local ports rest in TIME-WAIT towards "
                "{remote}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Each closed connection keeps its port for a minute. At this rate the ports "
                "towards this one endpoint run out, and connects fail."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Keep connections open and use them again (keep-alive, a pool). Else widen "
                "net.ipv4.ip_local_port_range or set net.ipv4.tcp_tw_reuse=1.")},
        FindingWords{
            RuleId::TimeWaitPressure, 1,
            QT_TRANSLATE_NOOP("FindingText",
                              "{time_wait} connections in TIME-WAIT; the kernel keeps at most "
                              "{time_wait.limit}"),
            QT_TRANSLATE_NOOP("FindingText", "Beyond that the kernel destroys what enters "
                                             "TIME-WAIT at once, and late segments may meet"
                                             " a new connection."),
            QT_TRANSLATE_NOOP("FindingText",
                              "See which service opens and closes so many connections; raise "
                              "net.ipv4.tcp_max_tw_buckets if memory allows.")},
        FindingWords{
            RuleId::HalfClosed, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{local} has closed, {remote} has not, and nothing moved for {half_closed}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The connection is closed in one direction and silent in the other. That is "
                "legal; often a program forgot to close."),
            QT_TRANSLATE_NOOP("FindingText",
                              "If it should be over, look at the program at the other end.")},
        FindingWords{
            RuleId::HalfClosed, 1,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} has closed, {local} has not, and nothing moved for {half_closed}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The connection is closed in one direction and silent in the other. That is "
                "legal; often a program forgot to close."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "If it should be over, look at the program at this end: it should call close().")},
        FindingWords{
            RuleId::RetransmissionStorm, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} does not acknowledge: the same data was sent again {tries} times"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "What is sent gets no acknowledgement. The peer or the way to it is gone; the "
                "kernel goes on up to {tries.limit} times."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "See whether the peer still answers (ping, another connection) and whether the "
                "network or an address changed.")},
        FindingWords{
            RuleId::RetransmissionStorm, 1,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{share} of the packets between {local} and {remote} were sent again"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Packets are lost, or so late that they count as lost. Throughput falls far "
                "below what the link could carry."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Look for the lossy link: errors of the interface, Wi-Fi, an overloaded router,"
                " a wrong duplex or MTU.")},
        FindingWords{
            RuleId::RetransmissionStorm, 2,
            QT_TRANSLATE_NOOP("FindingText",
                              "{share} of the segments this machine sends are sent again"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Loss on this scale concerns more than one connection: most likely this "
                "machine's own link."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Look at the errors and drops of the interface (ip -s link) and at the link "
                "behind it.")},
        FindingWords{
            RuleId::RetransmissionStorm, 3,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} did not acknowledge: {local} sent the same data again {tries} times"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Not one packet came back meanwhile. The peer or the way to it is gone, or the way "
                "back does not pass this capture point."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "See whether the peer still answers (ping, another connection) and whether the "
                "network or an address changed.")},
        FindingWords{
            RuleId::ZeroWindowStall, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} does not read: nothing could be sent for {stalled}, {waiting_to_send}"
                " wait"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The receiver's buffer is full and its window closed. The network works; the "
                "program at the other end does not take its data."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Look at the program at {remote}: it hangs, or is slower than what is sent.")},
        FindingWords{
            RuleId::ZeroWindowStall, 1,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{process} does not read: {unread} lie unread, and {local} could send nothing "
                "for {stalled}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Its buffer is full and its window closed. The network works; the program does "
                "not take its data."),
            QT_TRANSLATE_NOOP("FindingText", "See what {process} is busy with or waits for.")},
        FindingWords{
            RuleId::ZeroWindowStall, 2,
            QT_TRANSLATE_NOOP("FindingText",
                              "{remote} did not read for {stalled}: its window was closed"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The receiver's buffer is full and its window closed. The network works; the "
                "program there does not take its data."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Look at the program at {remote}: it hangs, or is slower than what is sent.")},
        FindingWords{
            RuleId::KeepAliveDeath, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} does not answer keep-alive probes: {probes} of {probes.limit}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The connection is idle and the peer is silent: it went away without closing, "
                "or a device on the way forgot the connection."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "If the peer lives, look for a firewall or NAT with a short idle time-out, and "
                "send keep-alives more often.")},
        FindingWords{
            RuleId::KeepAliveDeath, 1,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The connection between {local} and {remote} was given up after {probes} keep-"
                "alive probes without an answer"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "One end fell silent without closing: it was switched off, cut off, or a device"
                " on the way forgot the connection."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Look for a firewall or NAT with a short idle time-out, and send keep-alives "
                "more often.")},
        FindingWords{
            RuleId::ResetAfterData, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} cut {connections} connections with a reset after data went both ways"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The server ended them by RST, not by FIN: what was on its way is lost. It "
                "closed with data unread, crashed, or does so to save time."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "If clients see errors, look into the server's log; if not, it may be its way "
                "to close.")},
        FindingWords{
            RuleId::ResetAfterData, 1,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Clients cut {connections} connections to {remote} with a reset after data went"
                " both ways"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The client ended them by RST, not by FIN. Browsers do so when a page is left; "
                "else a program closed with data unread."),
            QT_TRANSLATE_NOOP("FindingText",
                              "Only if something is missing at the client: see why it gave up.")},
        FindingWords{
            RuleId::SlowHandshake, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{connections} handshakes with {remote} were slow: {took} for the last"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "One SYN was enough, but the answer was late: a long way, a satellite, a full "
                "queue on the way, or a busy server."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Compare with ping: if that is fast, the server or its accept queue is slow.")},
        FindingWords{
            RuleId::SlowHandshake, 1,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{connections} handshakes with {remote} needed more than one SYN: {took} for "
                "the last"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The first SYN or its answer was lost; the kernel tries again after a second. "
                "One is chance, many are loss or a full queue."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Look at the server's queues (ListenDrops) and for loss on the way.")},
        FindingWords{
            RuleId::AsymmetricCapture, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Of {one_sided} out of {connections} connections only one direction was "
                "captured"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The way back does not pass the capture point. States, round trips and losses "
                "of these connections are guesses, here and in any other tool."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Capture where both directions pass, or at one of the two ends; check that no "
                "capture filter leaves one direction out.")},
        FindingWords{
            RuleId::Disagreement, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Kernel and wire tell different states of the connection between {local} and "
                "{remote} for {disagreeing}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Packets say one thing, the kernel another. Somebody on the way sends segments "
                "in another's name, or packets were not captured."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Compare the ladder with the path of states; capture at the other end too.")},
        FindingWords{
            RuleId::PortExhaustion, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "No local port is left towards {remote}: {ports} of {ports.limit} are in use"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The next connect to it fails with \"cannot assign requested address\". Other "
                "destinations are not concerned."),
            QT_TRANSLATE_NOOP("FindingText",
                              "Use connections again instead of opening new ones; widen "
                              "net.ipv4.ip_local_port_range, or use more addresses.")},
        FindingWords{
            RuleId::ReusedPortRefused, 0,
            QT_TRANSLATE_NOOP("FindingText",
                              "{remote} answered a SYN on ports used just before with a reset"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The client used the same ports again while the server still held the old "
                "connection."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Let the kernel choose ports instead of binding to one; behind a NAT, look at "
                "how fast it gives ports out again.")},
        FindingWords{
            RuleId::ReusedPortRefused, 1,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} answered a SYN on ports used just before with an ACK of the old "
                "connection"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The server still holds the old connection in TIME-WAIT or thinks it open; the "
                "client has to reset it and try again."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Let the kernel choose ports instead of binding to one; behind a NAT, look at "
                "how fast it gives ports out again.")}};
    return kWords;
}

} // namespace synoptic
