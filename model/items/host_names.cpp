// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/host_names.h"

#include <QHostInfo>

#include <algorithm>
#include <utility>

namespace synoptic {

namespace {

void askSystem(const QString& address, std::function<void(QString)> done, QObject* receiver) {
    QHostInfo::lookupHost(
        address, receiver, [address, done = std::move(done)](const QHostInfo& info) {
            const bool found = info.error() == QHostInfo::NoError && info.hostName() != address;
            done(found ? info.hostName() : QString());
        });
}

} // namespace

QString checkedHostName(const QString& name) {
    const bool good = name.size() <= 253 && std::all_of(name.cbegin(), name.cend(), [](QChar c) {
                          const char16_t u = c.unicode();
                          return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') ||
                                 (u >= u'0' && u <= u'9') || u == u'-' || u == u'.' || u == u'_';
                      });
    return good ? name : QString();
}

std::size_t HostNames::Hash::operator()(const IpAddress& address) const noexcept {
    return FourTupleHash{}({{address, 0, 0}, {}});
}

HostNames::HostNames(QObject* parent)
    : HostNames([this](const QString& address,
                       std::function<void(QString)> done) { askSystem(address, done, this); },
                parent) {}

HostNames::HostNames(LookUp lookUp, QObject* parent) : QObject(parent), lookUp_(std::move(lookUp)) {
    tell_.setSingleShot(true);
    tell_.setInterval(200);
    connect(&tell_, &QTimer::timeout, this, &HostNames::learnt);
}

void HostNames::setEnabled(bool enabled) {
    if (enabled_ == enabled)
        return;
    enabled_ = enabled;
    for (const IpAddress& address : std::exchange(wishes_, {}))
        names_.erase(address);
    Q_EMIT learnt();
}

QString HostNames::name(const IpAddress& address) const {
    const auto found = enabled_ ? names_.find(address) : names_.end();
    return found == names_.end() ? QString() : found->second;
}

void HostNames::want(const IpAddress& address) {
    if (!enabled_ || address.isUnspecified() || address.isMulticast())
        return;
    if (!names_.try_emplace(address).second)
        return;
    wishes_.push_back(address);
    if (wishes_.size() > kMostWishes) {
        names_.erase(wishes_.front());
        wishes_.pop_front();
    }
    startNext();
}

void HostNames::startNext() {
    while (running_ < kMostAtOnce && !wishes_.empty()) {
        const IpAddress address = wishes_.back();
        wishes_.pop_back();
        ++running_;
        lookUp_(QString::fromStdString(address.unmapped().toString()),
                [this, address](const QString& name) { take(address, name); });
    }
}

void HostNames::take(const IpAddress& address, const QString& name) {
    --running_;
    names_[address] = checkedHostName(name);
    kept_.push_back(address);
    if (kept_.size() > kMostNames) {
        names_.erase(kept_.front());
        kept_.pop_front();
    }
    if (!names_.empty() && !tell_.isActive())
        tell_.start();
    startNext();
}

} // namespace synoptic
