// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/finding_words.h"

#include <QCoreApplication>

#include <array>

namespace synoptic {

std::span<const FindingWords> findingWordsOfFirewall() {
    static constexpr std::array kWords{
        FindingWords{
            RuleId::FirewallProtocolMismatch, 0,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The firewall opens port {port} for UDP, but {local} listens for TCP"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "TCP and UDP ports of one number have nothing to do with each other. TCP packets "
                "from outside are kept out here; those of UDP are let in, and nobody takes them."),
            QT_TRANSLATE_NOOP("FindingText",
                              "Open the port for the protocol that is spoken: {command}")},
        FindingWords{
            RuleId::FirewallProtocolMismatch, 1,
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The firewall opens port {port} for TCP, but {local} listens for UDP"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "TCP and UDP ports of one number have nothing to do with each other. UDP packets "
                "from outside are kept out here; those of TCP are let in, and nobody takes them."),
            QT_TRANSLATE_NOOP("FindingText",
                              "Open the port for the protocol that is spoken: {command}")},
        FindingWords{
            RuleId::FirewallOpensLoopback, 0,
            QT_TRANSLATE_NOOP("FindingText",
                              "The firewall opens port {port}, but {local} takes nothing from "
                              "outside"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The program is bound to loopback: only programs of this machine reach it, "
                "whatever the rule says."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "If others shall reach it, have the program listen on 0.0.0.0 or ::. If not, the "
                "rule can go: {command}")},
        FindingWords{
            RuleId::FirewallOpensLoopback, 1,
            QT_TRANSLATE_NOOP("FindingText",
                              "The firewall opens port {port}, among others, but {local} takes "
                              "nothing from outside"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "The program is bound to loopback: only programs of this machine reach it, "
                "whatever the rule says."),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "If others shall reach it, have the program listen on 0.0.0.0 or ::. If not, take "
                "this port out of the rule.")},
        FindingWords{
            RuleId::FirewallBlocksListener, 0,
            QT_TRANSLATE_NOOP("FindingText",
                              "The firewall drops what comes from outside for {local}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "A program listens, and other machines get no answer from it: to them it looks "
                "as if nobody were there. That is right if the service is not meant for them."),
            QT_TRANSLATE_NOOP("FindingText", "If others shall reach it: {command}")},
        FindingWords{
            RuleId::FirewallBlocksListener, 1,
            QT_TRANSLATE_NOOP("FindingText",
                              "The firewall rejects what comes from outside for {local}"),
            QT_TRANSLATE_NOOP(
                "FindingText",
                "A program listens, and other machines are told at once that they may not reach "
                "it. That is right if the service is not meant for them."),
            QT_TRANSLATE_NOOP("FindingText", "If others shall reach it: {command}")}};
    return kWords;
}

} // namespace synoptic
