// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/source_text.h"

#include "model/items/safe_text.h"

#include <QCoreApplication>

namespace synoptic {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SourceText)
};

/// " (what the system said)", or nothing.
QString inBrackets(const std::string& detail) {
    if (detail.empty())
        return {};
    //: %1 is what the system or another program said, in its own words
    return Words::tr(" (%1)").arg(safeText(detail, 200));
}

} // namespace

TroubleText troubleText(const SourceStatus& status) {
    using Trouble = SourceStatus::Trouble;
    const QString name = safeText(status.interfaceName, 32);
    const QString detail = inBrackets(status.detail);
    const bool trace = status.kind == SourceStatus::Kind::KernelTrace;
    const QString cannot = trace ? Words::tr("Transitions cannot be traced in the kernel.")
                                 : Words::tr("Packets cannot be captured.");
    switch (status.trouble) {
    case Trouble::None:
        break;
    case Trouble::HelperMissing:
        return {cannot,
                Words::tr("synoptic-capture, which reads them, is not installed. Install it beside "
                          "this program.")};
    case Trouble::NotPermitted:
        if (trace)
            return {cannot, Words::tr("synoptic-capture may not load the program that reads "
                                      "them%1. Run it once as an administrator, or have it set up.")
                                .arg(detail)};
        return {Words::tr("Packets on %1 need a right.").arg(name),
                Words::tr("synoptic-capture may not read them%1. Run it once as an administrator, "
                          "or have it set up.")
                    .arg(detail)};
    case Trouble::NoSuchInterface:
        return {Words::tr("%1 cannot be captured.").arg(name),
                Words::tr("There is no such interface that is up%1. Choose another.").arg(detail)};
    case Trouble::BadFilter:
        return {
            Words::tr("The capture filter is not understood."),
            Words::tr("It is written as for tcpdump, for example: tcp port 443%1.").arg(detail)};
    case Trouble::InterfaceDown:
        return {Words::tr("%1 is down.").arg(name),
                Words::tr("No packets come. Capture goes on when it is up again."), false};
    case Trouble::InterfaceGone:
        return {Words::tr("%1 is gone.").arg(name),
                Words::tr("No more packets come. What was captured stays. Choose another "
                          "interface.")};
    case Trouble::HelperEnded:
        if (trace)
            return {Words::tr("The kernel's trace broke off."),
                    Words::tr("synoptic-capture ended and is started again%1. Transitions of the "
                              "time between are known from polling alone.")
                        .arg(detail),
                    status.health == SourceStatus::Health::Failed};
        return {Words::tr("Capture broke off."),
                Words::tr("synoptic-capture ended and is started again%1. Packets of the time "
                          "between are missing.")
                    .arg(detail),
                status.health == SourceStatus::Health::Failed};
    case Trouble::NotTheHelper:
        return {cannot,
                Words::tr("What answered is not synoptic-capture%1. Install it anew.").arg(detail)};
    case Trouble::OtherVersion:
        return {cannot,
                Words::tr("synoptic-capture is of another version%1. Install the same version of "
                          "both.")
                    .arg(detail)};
    case Trouble::NoRoom:
        return {Words::tr("The bytes of packets cannot be kept."),
                Words::tr("Connections are followed all the same%1. Free some space, or set TMPDIR "
                          "to a folder with room.")
                    .arg(detail)};
    case Trouble::System:
        return {trace ? cannot : Words::tr("Packets on %1 cannot be captured.").arg(name),
                Words::tr("The system refused it%1.").arg(detail)};
    case Trouble::Unsupported:
        return {
            cannot,
            Words::tr("This computer does not offer it%1. Polling goes on without it.").arg(detail),
            false};
    }
    return {};
}

} // namespace synoptic
