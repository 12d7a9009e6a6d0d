// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/background_names.h"
#include "model/items/connection_names.h"
#include "model/items/findings_model.h"
#include "model/items/host_names.h"
#include "model/items/service_names.h"
#include "model/tracking/source_status.h"

#include <QObject>

#include <memory>
#include <vector>

namespace synoptic {

/// The names this computer knows: hosts, services, users, interfaces, each learnt in its own time.
/// GUI thread.
class LiveNames : public QObject, public ConnectionNames {
    Q_OBJECT

public:
    explicit LiveNames(QObject* parent = nullptr);

    QString host(const IpAddress& address) const override { return hosts_.name(address); }
    QString service(std::uint16_t port, Protocol protocol) const override;
    QString user(std::uint32_t uid) const override {
        return elsewhere_ ? QString() : users_->name(uid);
    }
    QString interfaceName(std::uint32_t index) const override {
        return elsewhere_ ? QString() : interfaces_->name(index);
    }
    bool tellsNamespaces() const override { return namespaces_ != nullptr; }
    /// Of this program's own where no other is listed: "this one".
    QString networkNamespace(std::uint64_t netns) const override;
    bool isNamespaceListed(std::uint64_t netns) const override;
    void wantHost(const IpAddress& address) override { hosts_.want(address); }
    std::optional<ConnectionDiagnosis> diagnosis(ConnectionKey key) const override;
    QString diagnosisSummary(ConnectionKey key) const override;

    /// Who knows what is wrong with connections; outlives this, or null.
    void setFindings(const FindingsModel* findings) { findings_ = findings; }

    HostNames& hosts() { return hosts_; }
    /// Service names are known without asking anybody; they can be hidden all the same.
    void setServicesShown(bool shown);
    /// What is looked at is another computer's: its users and interfaces have no names here.
    void setElsewhere(bool elsewhere) { elsewhere_ = elsewhere; }
    /// The network namespaces whose sockets are listed, this program's own first; null: that alone.
    void setNamespaces(std::shared_ptr<const std::vector<NamespaceName>> namespaces);
    bool servicesShown() const { return servicesShown_; }

Q_SIGNALS:
    /// Some name is another than before.
    void learnt();

private:
    HostNames hosts_;
    ServiceNames services_;
    BackgroundNames* users_;
    BackgroundNames* interfaces_;
    const FindingsModel* findings_ = nullptr;
    std::shared_ptr<const std::vector<NamespaceName>> namespaces_;
    bool servicesShown_ = true;
    bool elsewhere_ = false;
};

} // namespace synoptic
