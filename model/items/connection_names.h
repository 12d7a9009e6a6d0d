// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding.h"
#include "model/tracking/connection.h"

#include <QString>

#include <optional>

namespace synoptic {

/// The gravest finding a connection belongs to.
struct ConnectionDiagnosis {
    std::uint64_t finding = 0; ///< Finding::id
    RuleId rule = RuleId::SynFlood;
    FindingSeverity severity = FindingSeverity::Note;

    friend bool operator==(const ConnectionDiagnosis&, const ConnectionDiagnosis&) = default;
};

/// Names that stand for numbers of a connection, as far as they are known at this moment: a call
/// never waits. Empty means unknown. Names are made safe to show (safe_text.h). GUI thread.
class ConnectionNames {
public:
    virtual ~ConnectionNames() = default;

    virtual QString host(const IpAddress&) const { return {}; }
    virtual QString service(std::uint16_t /*port*/, Protocol) const { return {}; }
    virtual QString user(std::uint32_t /*uid*/) const { return {}; }
    virtual QString interfaceName(std::uint32_t /*index*/) const { return {}; }
    /// Whether several network namespaces are looked at, so that it matters which one it is.
    virtual bool tellsNamespaces() const { return false; }
    virtual QString networkNamespace(std::uint64_t /*netns*/) const { return {}; }
    /// Whether the socket table of a network namespace is read, not its trace alone.
    virtual bool isNamespaceListed(std::uint64_t /*netns*/) const { return true; }

    /// What is wrong with a connection; absent: nothing that is known.
    virtual std::optional<ConnectionDiagnosis> diagnosis(ConnectionKey) const { return {}; }
    /// The same as a sentence. Hostile text, made safe.
    virtual QString diagnosisSummary(ConnectionKey) const { return {}; }

    /// Asks for the name of a host, to be told later; nothing happens while look-ups are off.
    virtual void wantHost(const IpAddress&) {}
};

/// The port that tells the service: the server's, or the lower one where the roles are unknown.
inline std::uint16_t servicePort(const ConnectionSnapshot& connection) {
    const std::uint16_t local = connection.id.tuple.local.port;
    const std::uint16_t remote = connection.id.tuple.remote.port;
    switch (connection.role) {
    case Role::Client:
        return remote;
    case Role::Server:
    case Role::Listener:
        return local;
    case Role::Unknown:
        break;
    }
    return remote != 0 && remote < local ? remote : local;
}

} // namespace synoptic
