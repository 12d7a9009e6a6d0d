// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/reach_text.h"

#include "model/items/safe_text.h"

#include <QCoreApplication>

namespace synoptic {

namespace {

using firewall::Answer;
using firewall::Reach;
using firewall::Verdict;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReachText)
};

QString answerText(const Verdict& verdict) {
    switch (verdict.answer) {
    case Answer::Accept:
        return Words::tr("accepted");
    case Answer::Drop:
        return Words::tr("dropped");
    case Answer::Reject:
        return Words::tr("rejected");
    case Answer::CannotTell:
        break;
    }
    return Words::tr("cannot tell");
}

/// The gravest first.
QString doubtText(std::uint16_t doubt) {
    using namespace firewall;
    if ((doubt & kUnread) != 0)
        return Words::tr("the rules were not read");
    if ((doubt & kLegacy) != 0)
        return Words::tr("the legacy iptables has rules too, which are not read here");
    if ((doubt & kIncomplete) != 0)
        return Words::tr("not all of the rules could be read");
    if ((doubt & kTooLarge) != 0)
        return Words::tr("there are too many rules to follow");
    if ((doubt & kNotUnderstood) != 0)
        return Words::tr("a rule has an expression that is not understood here");
    if ((doubt & kHandedOver) != 0)
        return Words::tr("a rule hands the packets to a program");
    if ((doubt & kTranslated) != 0)
        return Words::tr("a rule sends the packets to another address or port");
    if ((doubt & kTraffic) != 0)
        return Words::tr("it depends on a limit, or on other traffic");
    if ((doubt & kMarks) != 0)
        return Words::tr("it depends on marks");
    if ((doubt & kInterface) != 0)
        return Words::tr("it depends on the interface");
    if ((doubt & kDestination) != 0)
        return Words::tr("it depends on which of this computer's addresses is asked");
    if ((doubt & kSource) != 0)
        return Words::tr("it depends on who asks");
    return Words::tr("it depends on the sender's port");
}

QString reason(const Verdict& verdict) {
    const QString by =
        verdict.by ? safeText(verdict.by->toString(), 500) : Words::tr("no rule is in the way");
    if (verdict.answer != Answer::CannotTell)
        //: %1 is "accepted" or the like, %2 a firewall rule
        return Words::tr("%1: %2").arg(answerText(verdict), by);
    const QString why = Words::tr("cannot tell: %1").arg(doubtText(verdict.doubt));
    //: %1 is why it cannot be told, %2 a firewall rule
    return verdict.by ? Words::tr("%1 (%2)").arg(why, by) : why;
}

/// True if one sentence is true of both families.
bool isAlike(const Reach& reach) {
    return !reach.v4 || !reach.v6 || *reach.v4 == *reach.v6;
}

} // namespace

QString reachText(const Reach& reach) {
    if (reach.loopback)
        return Words::tr("loopback only");
    if (reach.v4 && reach.v6 && reach.v4->answer != reach.v6->answer)
        return Words::tr("IPv4 %1, IPv6 %2").arg(answerText(*reach.v4), answerText(*reach.v6));
    const auto& verdict = reach.v4 ? reach.v4 : reach.v6;
    return verdict ? answerText(*verdict) : QString();
}

QStringList reachReasons(const Reach& reach) {
    if (reach.loopback)
        return {Words::tr("It is bound to loopback: nothing from outside reaches it, whatever the "
                          "firewall does.")};
    const auto& verdict = reach.v4 ? reach.v4 : reach.v6;
    if (!verdict)
        return {};
    if (isAlike(reach))
        return {reason(*verdict)};
    return {Words::tr("IPv4 %1").arg(reason(*reach.v4)),
            Words::tr("IPv6 %1").arg(reason(*reach.v6))};
}

QString firewallUnread(const firewall::View& view) {
    using Reading = FirewallObservation::Reading;
    const QString said = safeText(view.detail, 300);
    switch (view.reading) {
    case Reading::Read:
        return {};
    case Reading::NotPermitted:
        return Words::tr("The firewall's rules may be read by root alone.");
    case Reading::Unsupported:
        return Words::tr("The firewall's rules cannot be read here: %1").arg(said);
    case Reading::Failed:
        break;
    }
    return said.isEmpty() ? Words::tr("The firewall's rules were not read yet.")
                          : Words::tr("Reading the firewall's rules failed: %1").arg(said);
}

} // namespace synoptic
