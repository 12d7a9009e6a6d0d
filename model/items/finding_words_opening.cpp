// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/finding_words.h"

#include <QCoreApplication>

#include <array>

namespace synoptic {

std::span<const FindingWords> findingWordsOfOpening() {
    static constexpr std::array kWords{
        FindingWords{
            RuleId::SynFlood, 0,
            QT_TRANSLATE_NOOP("FindingText",
                              "SYN flood on {local}: {half_open} half-open connections of at most "
                              "{half_open.limit}, {syn_rate} SYNs/s lead nowhere"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The queue of half-open connections is full of handshakes nobody completes. New"
                " clients get no answer; those already connected are not touched."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Switch SYN cookies on (sysctl net.ipv4.tcp_syncookies=1); then filter the "
                "sources in front of this machine.")},
        FindingWords{
            RuleId::SynFlood, 1,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "SYN flood on {subject}: {syn_rate} SYNs/s lead nowhere; of {cookies_sent} SYN "
                "cookies sent, {cookies_returned} came back"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Handshakes are started and not completed. The kernel answers with SYN cookies,"
                " so honest clients still get in, though without some TCP options."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Leave SYN cookies on and filter the sources in front of this machine. A larger"
                " backlog does not help against a flood.")},
        FindingWords{
            RuleId::SynFlood, 2,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "SYN flood on {local}: {half_open} half-open connections and {syn_rate} SYNs/s "
                "that lead nowhere"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Half-open connections pile up and next to none completes. The queue still has "
                "room, so clients are served for now."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "See that SYN cookies are on (sysctl net.ipv4.tcp_syncookies=1) and filter the "
                "sources in front of this machine.")},
        FindingWords{
            RuleId::SynFlood, 3,
            QT_TRANSLATE_NOOP("FindingText",
                              "SYN flood on {local}: {syn_rate} SYNs/s from {sources} addresses, "
                              "{completed_ratio} of the handshakes completed"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The packets show handshakes that are started and never completed, at a rate no"
                " load explains."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Look at the server's SYN queue and SYN cookies, and filter the sources in "
                "front of it.")},
        FindingWords{
            RuleId::AcceptQueueOverflow, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{subject} does not accept fast enough: {accept_queue} connections wait, "
                "{accept_queue.limit} may"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The handshakes succeed, but the program does not take the connections. Further"
                " clients have to try again, and wait a second or more. This is a slow program,"
                " not a flood."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "See what the program is busy with; give it more workers, or a larger backlog "
                "in listen() and net.core.somaxconn.")},
        FindingWords{
            RuleId::AcceptQueueOverflow, 1,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "An accept queue overflowed {listen_overflows} times between two looks"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "For moments more connections were ready than some listener may queue. Those "
                "clients had to try again. This is a burst for a slow program, not a flood."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "If it goes on, look for the listener whose queue peaks and give it a larger "
                "backlog.")},
        FindingWords{
            RuleId::ConnectionAttempts, 0,
            QT_TRANSLATE_NOOP("FindingText", "{remote} tried {ports} ports in vain"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "One address asks many ports that do not answer or refuse. That is how a port "
                "scan looks; a program with a wrong list of ports looks the same."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "If you do not know the address, filter it, and see that only the services you "
                "mean to offer listen.")},
        FindingWords{
            RuleId::ConnectionAttempts, 1,
            QT_TRANSLATE_NOOP("FindingText", "{remote} tried {hosts} hosts in vain"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "One address asks the same service of many hosts. That is how a sweep through a"
                " network looks, by a worm or by an inventory."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "If it is not an inventory of yours, look at the machine with that address.")},
        FindingWords{
            RuleId::ConnectSilent, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} does not answer: {syns_sent} SYNs sent in {waited}, the kernel gives "
                "up in {gives_up_in}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "No answer came, not even a refusal. The packets are dropped on the way or by a"
                " firewall, the machine is off, or the address is wrong."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Check address and port; then ask whether a firewall on the way, or at the "
                "other machine, drops this port.")},
        FindingWords{
            RuleId::ConnectSilent, 1,
            QT_TRANSLATE_NOOP("FindingText",
                              "{remote} never answered: the kernel gave up after {waited}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "No answer came to any SYN, not even a refusal. The packets are dropped, the "
                "machine is off, or the address is wrong."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Check address and port; then ask whether a firewall on the way, or at the "
                "other machine, drops this port.")},
        FindingWords{
            RuleId::ConnectSilent, 2,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} does not answer because its accept queue is full: {syns_sent} SYNs "
                "sent in {waited}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The listener is on this machine and takes no connections, so the kernel drops "
                "new ones."),
            QT_TRANSLATE_NOOP("FindingText", "See what the listening program is busy with.")},
        FindingWords{
            RuleId::ConnectSilent, 3,
            QT_TRANSLATE_NOOP("FindingText",
                              "{remote} did not answer connection attempts: {connects}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "No packet came back, not even a refusal. The SYNs are dropped, the machine is "
                "off, or the way back does not pass this capture point."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Capture nearer to the server: if the SYNs arrive there, its firewall drops "
                "them or its answer takes another way.")},
        FindingWords{
            RuleId::ConnectRefused, 0,
            QT_TRANSLATE_NOOP("FindingText", "{remote} refused connection attempts: {refused}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The machine is there and says that nothing listens on this port, or a firewall"
                " says so for it."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Start the service, or check the port; on the server, see what address it "
                "listens on (127.0.0.1 is not reachable from outside).")},
        FindingWords{
            RuleId::ConnectRefused, 1,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} refused connection attempts: {refused}; the kernel reported it"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The machine is there and says that nothing listens on this port, or a firewall"
                " says so for it."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Start the service, or check the port; on the server, see what address it "
                "listens on (127.0.0.1 is not reachable from outside).")},
        FindingWords{
            RuleId::ConnectUnreachable, 0,
            QT_TRANSLATE_NOOP("FindingText", "{remote} cannot be reached: {icmp}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "A router or the machine itself answered with an ICMP error: it says why, and "
                "it is not the service that says it."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "See who sent the ICMP message and what it says: a missing route, a machine "
                "that is off, or a filter that rejects.")},
        FindingWords{
            RuleId::ConnectUnreachable, 1,
            QT_TRANSLATE_NOOP("FindingText",
                              "{remote} cannot be reached; the kernel has no way there"),
            QT_TRANSLATE_NOOP("FindingText",
                              "The connect failed with \"no route\" or \"host unreachable\"."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Look at this machine's routes (ip route get ADDRESS) and whether the next hop "
                "answers.")},
        FindingWords{
            RuleId::ConnectUnreachable, 2,
            QT_TRANSLATE_NOOP("FindingText", "{remote} may not be reached: a filter says so"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "A router or a firewall answered that the connection is prohibited. It is not the "
                "service that says it."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Ask who runs the network, or the other machine, to open this port.")},
        FindingWords{
            RuleId::ConnectBlockedHere, 0,
            QT_TRANSLATE_NOOP("FindingText",
                              "This machine's firewall dropped packets for {remote}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The packets did not leave, or did not come in: a rule of this machine dropped "
                "them."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "List the rules (nft list ruleset) and look for the one that matches this "
                "address and port.")},
        FindingWords{
            RuleId::ConnectBlockedHere, 1,
            QT_TRANSLATE_NOOP("FindingText", "This machine does not permit a connect to {remote}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The kernel refused before a packet went out: a firewall rule, or a policy such"
                " as SELinux."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "List the rules for outgoing packets (nft list ruleset) and look at the audit "
                "log.")},
        FindingWords{
            RuleId::WrongProtocol, 0,
            QT_TRANSLATE_NOOP("FindingText",
                              "{remote} expects TLS, and was spoken to in plain HTTP"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The client sent an HTTP request without encryption, the server answered in "
                "TLS."),
            QT_TRANSLATE_NOOP("FindingText",
                              "Use https:// in the address, or the port for plain HTTP.")},
        FindingWords{
            RuleId::WrongProtocol, 4,
            QT_TRANSLATE_NOOP("FindingText",
                              "{remote} expects TLS, and was spoken to in plain HTTP"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The client sent an HTTP request without encryption; the server answered in plain "
                "text that this port is for HTTPS."),
            QT_TRANSLATE_NOOP("FindingText",
                              "Use https:// in the address, or the port for plain HTTP.")},
        FindingWords{
            RuleId::WrongProtocol, 1,
            QT_TRANSLATE_NOOP("FindingText", "{remote} does not speak TLS, and was asked for it"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The client began a TLS handshake, the server answered in plain text."),
            QT_TRANSLATE_NOOP("FindingText",
                              "Use http:// in the address, or switch TLS on at the server.")},
        FindingWords{
            RuleId::WrongProtocol, 2,
            QT_TRANSLATE_NOOP("FindingText",
                              "{remote} speaks SSH, and was asked for something else"),
            QT_TRANSLATE_NOOP("FindingText",
                              "The server sent an SSH banner to a client of another protocol."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Check the port: SSH stands where the client expects another service.")},
        FindingWords{
            RuleId::WrongProtocol, 3,
            QT_TRANSLATE_NOOP("FindingText",
                              "{remote} refused TCP; a UDP socket is bound to that port"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The service is there, but over UDP. TCP and UDP ports are different things."),
            QT_TRANSLATE_NOOP("FindingText",
                              "Have the client use UDP, or the service listen on TCP.")},
        FindingWords{
            RuleId::ResetAfterRequest, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} answered a request with a reset, {after} after the handshake"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The connection was accepted and cut as soon as the client asked. The service "
                "or a device on the way does not like the request, or the service crashed."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Look into the server's log for that moment; compare with a client that works.")},
        FindingWords{
            RuleId::ResetAfterRequest, 1,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} answered the TLS hello with a reset, {after} after the handshake"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The connection was accepted and cut at the first TLS message: a filter that "
                "looks at the server's name, a service without TLS, or no version in common."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Try from another network; compare the TLS versions; see whether a device on "
                "the way filters by name.")},
        FindingWords{
            RuleId::ResetAfterRequest, 2,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "{remote} answered an HTTP request with a reset, {after} after the handshake"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The connection was accepted and cut as soon as the request came: a filter on "
                "the way, a service that speaks another protocol, or one that crashed."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "Look into the server's log for that moment; see whether the port expects TLS.")}};
    return kWords;
}

} // namespace synoptic
