// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/live_names.h"

#include "model/items/safe_text.h"

#include <algorithm>
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

void LiveNames::setNamespaces(std::shared_ptr<const std::vector<NamespaceName>> namespaces) {
    if (namespaces == namespaces_)
        return;
    namespaces_ = std::move(namespaces);
    Q_EMIT learnt();
}

QString LiveNames::networkNamespace(std::uint64_t netns) const {
    if (!namespaces_)
        return {};
    for (const NamespaceName& known : *namespaces_) {
        if (known.netns != netns)
            continue;
        if (&known == &namespaces_->front() && known.name.empty())
            //: The network namespace this program runs in
            return tr("this one");
        return safeText(known.name, 64);
    }
    return {};
}

bool LiveNames::isNamespaceListed(std::uint64_t netns) const {
    return !namespaces_ || std::any_of(namespaces_->begin(), namespaces_->end(),
                                       [&](const auto& known) { return known.netns == netns; });
}

std::optional<ConnectionDiagnosis> LiveNames::diagnosis(ConnectionKey key) const {
    return findings_ ? findings_->diagnosis(key) : std::nullopt;
}

QString LiveNames::diagnosisSummary(ConnectionKey key) const {
    return findings_ ? findings_->diagnosisSummary(key) : QString();
}

} // namespace synoptic
