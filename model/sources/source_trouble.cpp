// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/source_trouble.h"

#include <system_error>

namespace synoptic {

std::string systemMessage(int error) {
    return std::generic_category().message(error);
}

std::string describe(const SourceStatus& status) {
    using Trouble = SourceStatus::Trouble;
    const std::string on = status.interfaceName.empty() ? "" : " on " + status.interfaceName;
    const std::string detail = status.detail.empty() ? "" : " (" + status.detail + ")";
    const bool trace = status.kind == SourceStatus::Kind::KernelTrace;
    const std::string cannot =
        trace ? "The kernel's transitions cannot be traced" : "Packets cannot be captured";
    switch (status.trouble) {
    case Trouble::None:
        return {};
    case Trouble::HelperMissing:
        return cannot + ": synoptic-capture is not installed; install it beside this program.";
    case Trouble::NotPermitted:
        return cannot + on + ": synoptic-capture lacks the privilege" + detail +
               "; run this as root, or set the helper up once.";
    case Trouble::NoSuchInterface:
        return "Packets cannot be captured" + on + ": there is no such interface that is up" +
               detail + "; see ip link for those there are.";
    case Trouble::BadFilter:
        return "The capture filter is not understood" + detail + "; see pcap-filter(7).";
    case Trouble::InterfaceDown:
        return "No packets" + on + ": the interface is down; capture goes on when it is up again.";
    case Trouble::InterfaceGone:
        return "No more packets" + on + ": the interface is gone; choose another.";
    case Trouble::HelperEnded:
        return std::string(trace ? "Transitions were not traced for a while"
                                 : "Packets were not captured for a while") +
               on + ": " + status.detail;
    case Trouble::NotTheHelper:
        return cannot + ": what answered is not synoptic-capture" + detail + "; install it anew.";
    case Trouble::OtherVersion:
        return cannot + ": synoptic-capture there is version " + status.detail +
               " and speaks another protocol; install the same version on both sides.";
    case Trouble::NoRoom:
        return "The bytes of packets cannot be kept" + detail +
               "; free some space, or set TMPDIR to a folder with room.";
    case Trouble::System:
        return cannot + on + detail + ".";
    case Trouble::Unsupported:
        return cannot + detail + "; polling goes on without it.";
    }
    return {};
}

} // namespace synoptic
