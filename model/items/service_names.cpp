// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/service_names.h"

#include "model/items/safe_text.h"

#include <QCoreApplication>
#include <QFile>
#include <QMetaObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>

namespace synoptic {

namespace {

constexpr qint64 kMostBytes = 4 << 20;
constexpr std::size_t kMostEntries = 65536;

std::uint32_t tableKey(std::uint16_t port, Protocol protocol) {
    return static_cast<std::uint32_t>(port) << 1 | (protocol == Protocol::Udp ? 1U : 0U);
}

} // namespace

ServiceNames::ServiceNames(QObject* parent) : QObject(parent) {}

QString ServiceNames::name(std::uint16_t port, Protocol protocol) const {
    const auto found = names_.find(tableKey(port, protocol));
    return found == names_.end() ? QString() : found->second;
}

ServiceNames::Table ServiceNames::parse(const QByteArray& text) {
    Table table;
    for (const QByteArray& line : text.split('\n')) {
        // name  port/protocol  aliases...  # comment
        const QList<QByteArray> words =
            line.left(line.indexOf('#') < 0 ? line.size() : line.indexOf('#'))
                .simplified()
                .split(' ');
        if (words.size() < 2 || table.size() >= kMostEntries)
            continue;
        const qsizetype slash = words[1].indexOf('/');
        bool ok = false;
        const ushort port = words[1].left(std::max<qsizetype>(slash, 0)).toUShort(&ok);
        const QByteArray protocol = words[1].mid(slash + 1);
        if (!ok || (protocol != "tcp" && protocol != "udp"))
            continue;
        table.try_emplace(tableKey(port, protocol == "udp" ? Protocol::Udp : Protocol::Tcp),
                          safeText(QString::fromUtf8(words[0]), 32));
    }
    return table;
}

void ServiceNames::load(const QString& path) {
    auto work = [path, guard = std::make_shared<QPointer<ServiceNames>>(this)] {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return;
        auto table = std::make_shared<Table>(parse(file.read(kMostBytes)));
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, table] {
                if (!*guard)
                    return;
                (*guard)->names_ = std::move(*table);
                Q_EMIT(*guard)->learnt();
            },
            Qt::QueuedConnection);
    };
    QThreadPool::globalInstance()->start(std::move(work));
}

} // namespace synoptic
