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
    switch (status.trouble) {
    case Trouble::None:
        return {};
    case Trouble::HelperMissing:
        return "Packets cannot be captured: synoptic-capture is not installed; install it beside "
               "this program.";
    case Trouble::NotPermitted:
        return "Packets cannot be captured" + on + ": synoptic-capture lacks the privilege" +
               detail + "; run this as root, or set the helper up once.";
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
        return "Packets were not captured for a while" + on + ": " + status.detail;
    case Trouble::NotTheHelper:
        return "Packets cannot be captured: what answered is not synoptic-capture" + detail +
               "; install it anew.";
    case Trouble::OtherVersion:
        return "Packets cannot be captured: synoptic-capture there is version " + status.detail +
               " and speaks another protocol; install the same version on both sides.";
    case Trouble::NoRoom:
        return "The bytes of packets cannot be kept" + detail +
               "; free some space, or set TMPDIR to a folder with room.";
    case Trouble::System:
        return "Packets cannot be captured" + on + detail + ".";
    }
    return {};
}

} // namespace synoptic
