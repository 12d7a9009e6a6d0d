// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_names.h"

#include <QHash>

namespace synoptic {

/// The names this computer knows without asking another, looked up at once and kept: users,
/// services and interfaces. Hosts stay numbers.
class LocalNames : public ConnectionNames {
public:
    QString service(std::uint16_t port, Protocol protocol) const override;
    QString user(std::uint32_t uid) const override;
    QString interfaceName(std::uint32_t index) const override;

private:
    mutable QHash<std::uint32_t, QString> services_; ///< by port << 1 | protocol
    mutable QHash<std::uint32_t, QString> users_;
    mutable QHash<std::uint32_t, QString> interfaces_;
};

/// The same for sockets of another network namespace, where an index means another interface.
class NamesElsewhere : public LocalNames {
public:
    QString interfaceName(std::uint32_t /*index*/) const override { return {}; }
};

} // namespace synoptic
