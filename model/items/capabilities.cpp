// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/capabilities.h"

#include "model/items/safe_text.h"
#include "model/items/source_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace synoptic {

namespace {

using State = Capability::State;
using Answer = HelperAbilities::Answer;
using Kind = SourceStatus::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Capabilities)
};

const SourceStatus* find(const CapabilityFacts& facts, Kind kind) {
    const auto it =
        std::find_if(facts.sources.begin(), facts.sources.end(),
                     [kind](const SourceStatus& source) { return source.kind == kind; });
    return it == facts.sources.end() ? nullptr : &*it;
}

QString brackets(const std::string& detail) {
    return detail.empty() ? QString() : QStringLiteral(" (%1)").arg(safeText(detail, 200));
}

/// Why the helper can do nothing at all, whatever is asked of it; true if it is so.
bool helperIsAway(const CapabilityFacts& facts, Capability& c) {
    c.state = State::Missing;
    switch (facts.helper.answer) {
    case Answer::Told:
        return false;
    case Answer::Asking:
        c.state = State::Pending;
        c.text = Words::tr("synoptic-capture is being asked.");
        return true;
    case Answer::Missing:
        c.text = Words::tr("synoptic-capture is not installed. Install it beside this program.");
        return true;
    case Answer::NotStartable:
        c.text = Words::tr("You may not start synoptic-capture%1. Members of the group synoptic "
                           "may: run this once and log in again.")
                     .arg(brackets(facts.helper.detail));
        c.command = facts.setupCommand;
        return true;
    case Answer::Faulty:
        c.text = Words::tr("synoptic-capture does not answer as it should%1. Install the same "
                           "version of both.")
                     .arg(brackets(facts.helper.detail));
        return true;
    }
    return true;
}

void needSetup(const CapabilityFacts& facts, Capability& c, const QString& why) {
    c.state = State::Missing;
    if (facts.helper.noNewPrivileges) {
        c.text = why + u' ' +
                 Words::tr("Whoever started Synoptic forbade new rights, as containers and "
                           "sandboxes do. Start it outside.");
        return;
    }
    c.text = why + u' ' + Words::tr("Run this once and log in again.");
    c.command = facts.setupCommand;
}

void socketTable(const CapabilityFacts& facts, Capability& c) {
    const SourceStatus* source = find(facts, Kind::SocketTable);
    if (!source || source->health == SourceStatus::Health::Starting) {
        c.text = Words::tr("It is read while this computer is watched.");
    } else if (source->health == SourceStatus::Health::Failed) {
        c.state = State::Missing;
        c.text = safeText(source->problem, 300);
    } else if (source->way == SourceStatus::Way::ProcNet) {
        c.state = State::Partly;
        c.text = Words::tr("The kernel refused socket queries (netlink), so /proc/net is read: "
                           "without round-trip times, rates and retransmissions.");
    } else {
        c.state = State::Works;
        c.text = Words::tr("Every connection as it is at each look. It needs no right.");
    }
}

void processNames(const CapabilityFacts& facts, Capability& c) {
    const SourceStatus* source = find(facts, Kind::SocketTable);
    if (!source || source->health == SourceStatus::Health::Starting) {
        c.text = Words::tr("They are looked for while this computer is watched.");
    } else if (!source->ownersComplete) {
        c.state = State::Partly;
        c.text = Words::tr("Those of your own processes. The kernel shows those of other users to "
                           "an administrator alone; the kernel's trace names whoever acts while "
                           "it runs.");
    } else {
        c.state = State::Works;
        c.text = source->ownersVisible
                     ? Words::tr("Every socket's process.")
                     : Words::tr("Every process that can be seen from here. Some sockets belong "
                                 "to containers or to the kernel.");
    }
}

void kernelTrace(const CapabilityFacts& facts, Capability& c) {
    const SourceStatus* source = find(facts, Kind::KernelTrace);
    if (source && source->health == SourceStatus::Health::Working) {
        c.state = State::Works;
        c.text = Words::tr("Every transition as the kernel makes it.");
        return;
    }
    if (helperIsAway(facts, c))
        return;
    const HelperAbilities& helper = facts.helper;
    if (!helper.traceBuilt)
        c.text = Words::tr("synoptic-capture was built without it: clang and bpftool were missing "
                           "then. Install a build that has it.");
    else if (!helper.kernelTypes)
        c.text = Words::tr("The kernel %1 does not describe its types (BTF), which the trace "
                           "needs. Distribution kernels of today do.")
                     .arg(safeText(helper.kernelRelease, 64));
    else if (!helper.tracePrivilege)
        needSetup(facts, c,
                  Words::tr("synoptic-capture lacks the capabilities cap_bpf and cap_perfmon."));
    else if (source && source->trouble != SourceStatus::Trouble::None)
        c.text = troubleText(*source).text;
    else {
        c.state = State::Works;
        c.text = Words::tr("Every transition as the kernel makes it, while this computer is "
                           "watched.");
    }
}

void packets(const CapabilityFacts& facts, Capability& c) {
    if (helperIsAway(facts, c))
        return;
    if (!facts.helper.packetSocket)
        return needSetup(facts, c, Words::tr("synoptic-capture lacks the capability cap_net_raw."));
    c.state = State::Works;
    c.text = Words::tr("Packets of any interface: Capture ▸ Capture packets.");
}

void closing(const CapabilityFacts& facts, Capability& c) {
    if (helperIsAway(facts, c))
        return;
    c.state = State::Works;
    if (facts.helper.isRoot) {
        c.text = Words::tr("Connection ▸ Close connection, after a question.");
    } else if (facts.helper.asksPassword && !facts.helper.noNewPrivileges) {
        c.text = Words::tr("Connection ▸ Close connection, after a question and an "
                           "administrator's password.");
    } else {
        c.state = State::Missing;
        c.text = Words::tr("Only an administrator may. Install Synoptic's package, whose polkit "
                           "policy lets pkexec ask for the password, or close it in a terminal.");
    }
}

void firewall(const CapabilityFacts& facts, Capability& c) {
    const SourceStatus* source = find(facts, Kind::Firewall);
    if (source && source->health == SourceStatus::Health::Working) {
        c.state = State::Works;
        c.text = Words::tr("The rules are read, and each listener tells what they do with packets "
                           "from outside.");
        return;
    }
    if (helperIsAway(facts, c))
        return;
    if (facts.helper.isRoot) {
        c.state = State::Partly;
        c.text = source && source->trouble != SourceStatus::Trouble::None
                     ? troubleText(*source).text
                     : Words::tr("They are read while this computer is watched.");
    } else if (facts.helper.asksPassword && !facts.helper.noNewPrivileges) {
        c.state = State::Partly;
        c.text = Words::tr("Listeners ▸ Read them, with an administrator's password.");
    } else {
        c.state = State::Missing;
        c.text = Words::tr("Only an administrator may read the rules.");
    }
}

void namespaces(const CapabilityFacts&, Capability& c) {
    c.state = State::Partly;
    c.text = Words::tr("The window shows the network namespace it runs in. What containers do is "
                       "seen by synoptic-cli, as an administrator.");
    c.command = QStringLiteral("sudo synoptic-cli snapshot --all-namespaces");
}

struct Entry {
    const char* name;
    void (*tell)(const CapabilityFacts&, Capability&);
};
/// A new source is one line here.
constexpr Entry kEntries[] = {
    {QT_TRANSLATE_NOOP("Capabilities", "Socket table"), socketTable},
    {QT_TRANSLATE_NOOP("Capabilities", "Process names"), processNames},
    {QT_TRANSLATE_NOOP("Capabilities", "Kernel trace"), kernelTrace},
    {QT_TRANSLATE_NOOP("Capabilities", "Packets"), packets},
    {QT_TRANSLATE_NOOP("Capabilities", "Closing connections"), closing},
    {QT_TRANSLATE_NOOP("Capabilities", "Firewall rules"), firewall},
    {QT_TRANSLATE_NOOP("Capabilities", "Other network namespaces"), namespaces},
};

} // namespace

std::vector<Capability> capabilitiesOf(const CapabilityFacts& facts) {
    std::vector<Capability> all;
    for (const Entry& entry : kEntries) {
        Capability one;
        one.name = Words::tr(entry.name);
        entry.tell(facts, one);
        all.push_back(one);
    }
    return all;
}

QString capabilityStateWords(State state) {
    switch (state) {
    case State::Works:
        return Words::tr("works");
    case State::Partly:
        return Words::tr("works in part");
    case State::Missing:
        return Words::tr("does not work");
    case State::Pending:
        break;
    }
    return Words::tr("being found out");
}

} // namespace synoptic
