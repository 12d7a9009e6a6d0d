// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/endpoint.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <boost/unordered/unordered_flat_map.hpp>

#include <deque>
#include <functional>

namespace synoptic {

/// Names of hosts by reverse look-up, off until a person switches it on: each look-up tells the
/// name server whom this machine talks to. Few look-ups run at once, the newest wish first; wishes
/// and names kept are bounded. GUI thread.
class HostNames : public QObject {
    Q_OBJECT

public:
    /// Looks an address up without blocking and calls back on the GUI thread, with an empty text
    /// where there is no name.
    using LookUp = std::function<void(const QString& address, std::function<void(QString)> done)>;

    explicit HostNames(QObject* parent = nullptr);
    HostNames(LookUp lookUp, QObject* parent);

    void setEnabled(bool enabled);
    bool isEnabled() const { return enabled_; }

    /// Empty while unknown or switched off.
    QString name(const IpAddress& address) const;
    /// Wishes for a name; nothing happens while switched off.
    void want(const IpAddress& address);

    static constexpr int kMostAtOnce = 8;
    static constexpr std::size_t kMostWishes = 4096;
    static constexpr std::size_t kMostNames = 16384;

Q_SIGNALS:
    /// Some names became known, or all were hidden; told at most five times a second.
    void learnt();

private:
    struct Hash {
        std::size_t operator()(const IpAddress& address) const noexcept;
    };

    void startNext();
    void take(const IpAddress& address, const QString& name);

    LookUp lookUp_;
    bool enabled_ = false;
    int running_ = 0;
    std::deque<IpAddress> wishes_; ///< the newest at the back
    std::deque<IpAddress> kept_;   ///< in order of coming, the oldest first
    boost::unordered_flat_map<IpAddress, QString, Hash> names_;
    QTimer tell_;
};

/// A name as DNS may have one: letters, digits, hyphens, dots, underscores, at most 253; else
/// empty. What a name server says is hostile text.
QString checkedHostName(const QString& name);

} // namespace synoptic
