// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_names.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <map>
#include <span>

namespace synoptic {

/// The names of some connections as they were known at one moment, for use on another thread.
class FrozenNames : public ConnectionNames {
public:
    FrozenNames(std::span<const ConnectionSnapshot> connections, const ConnectionNames& live);

    QString host(const IpAddress& address) const override;
    QString service(std::uint16_t port, Protocol protocol) const override;
    QString user(std::uint32_t uid) const override;
    QString interfaceName(std::uint32_t index) const override;
    std::optional<ConnectionDiagnosis> diagnosis(ConnectionKey key) const override;

private:
    std::map<IpAddress, QString> hosts_;
    boost::unordered_flat_map<std::uint32_t, QString> services_; ///< port, and UDP above it
    boost::unordered_flat_map<std::uint32_t, QString> users_;
    boost::unordered_flat_map<std::uint32_t, QString> interfaces_;
    boost::unordered_flat_map<ConnectionKey, ConnectionDiagnosis> diagnoses_;
};

} // namespace synoptic
