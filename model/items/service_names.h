// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <boost/unordered/unordered_flat_map.hpp>

namespace synoptic {

/// What ports are registered for, from /etc/services, read once on another thread. GUI thread.
class ServiceNames : public QObject {
    Q_OBJECT

public:
    using Table = boost::unordered_flat_map<std::uint32_t, QString>;

    explicit ServiceNames(QObject* parent = nullptr);

    /// Starts reading; learnt() follows. Without a readable file all names stay unknown.
    void load(const QString& path = QStringLiteral("/etc/services"));
    QString name(std::uint16_t port, Protocol protocol) const;

    /// Reads the file's text; the first name of a port counts. At most 65,536 entries.
    static Table parse(const QByteArray& text);

Q_SIGNALS:
    void learnt();

private:
    Table names_;
};

} // namespace synoptic
