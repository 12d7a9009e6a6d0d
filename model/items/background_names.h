// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace synoptic {

/// Names for numbers whose look-up may block (users may come from the network): looked up on a
/// thread of the global pool, told when known, kept. Used on the GUI thread.
class BackgroundNames : public QObject {
    Q_OBJECT

public:
    /// Called on another thread, perhaps after this object is gone; owns what it needs.
    using LookUp = std::function<QString(std::uint32_t)>;

    explicit BackgroundNames(LookUp lookUp, QObject* parent = nullptr);

    /// Empty while unknown; then it is being looked up.
    QString name(std::uint32_t number) const;

Q_SIGNALS:
    /// Some names became known; told for many at once.
    void learnt();

private:
    struct Found {
        std::uint32_t number;
        QString name;
    };
    void want(std::uint32_t number) const;
    void start();
    void take(const std::vector<Found>& found);

    LookUp lookUp_;
    // Being asked for a name makes this one look for it; to who asks nothing has changed.
    mutable boost::unordered_flat_map<std::uint32_t, QString> names_;
    mutable std::vector<std::uint32_t> wanted_;
    mutable bool scheduled_ = false;
    bool busy_ = false;
};

/// Login names by user number, as getpwuid_r knows them.
BackgroundNames* makeUserNames(QObject* parent);
/// Interface names by index.
BackgroundNames* makeInterfaceNames(QObject* parent);

} // namespace synoptic
