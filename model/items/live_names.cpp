// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/live_names.h"

#include <utility>

namespace synoptic {

LiveNames::LiveNames(QObject* parent)
    : QObject(parent), users_(makeUserNames(this)), interfaces_(makeInterfaceNames(this)) {
    connect(&hosts_, &HostNames::learnt, this, &LiveNames::learnt);
    connect(&services_, &ServiceNames::learnt, this, &LiveNames::learnt);
    connect(users_, &BackgroundNames::learnt, this, &LiveNames::learnt);
    connect(interfaces_, &BackgroundNames::learnt, this, &LiveNames::learnt);
    services_.load();
}

QString LiveNames::service(std::uint16_t port, Protocol protocol) const {
    return servicesShown_ ? services_.name(port, protocol) : QString();
}

void LiveNames::setServicesShown(bool shown) {
    if (std::exchange(servicesShown_, shown) != shown)
        Q_EMIT learnt();
}

std::optional<ConnectionDiagnosis> LiveNames::diagnosis(ConnectionKey key) const {
    return findings_ ? findings_->diagnosis(key) : std::nullopt;
}

QString LiveNames::diagnosisSummary(ConnectionKey key) const {
    return findings_ ? findings_->diagnosisSummary(key) : QString();
}

} // namespace synoptic
