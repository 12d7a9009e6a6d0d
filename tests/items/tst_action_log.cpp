// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/action_log.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace synoptic;

namespace {

const LoggedAction kClosed{QStringLiteral("close"), QStringLiteral("a\nb"), QStringLiteral("curl"),
                           QStringLiteral("done")};

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestActionLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachActIsALine() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("new/actions.jsonl"));
        QCOMPARE(appendToActionLog(path, kClosed), QString());
        QCOMPARE(appendToActionLog(path, kClosed), QString());
        const QList<QByteArray> lines = contents(path).trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        for (const QByteArray& line : lines)
            QCOMPARE(QJsonDocument::fromJson(line).object()[QLatin1String("act")].toString(),
                     QStringLiteral("close"));
    }

    void onlyTheOwnerMayReadIt() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("actions.jsonl"));
        QFile wide(path);
        QVERIFY(wide.open(QIODevice::WriteOnly));
        wide.close();
        QVERIFY(wide.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QCOMPARE(appendToActionLog(path, kClosed), QString());
        QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void aLinkIsNotFollowed() {
        const QTemporaryDir folder;
        const QString target = folder.filePath(QStringLiteral("target"));
        const QString path = folder.filePath(QStringLiteral("actions.jsonl"));
        QVERIFY(QFile::link(target, path));
        QVERIFY(!appendToActionLog(path, kClosed).isEmpty());
        QVERIFY(!QFile::exists(target));
    }

    void whatCannotBeWrittenIsTold() {
        QVERIFY(!appendToActionLog(QStringLiteral("/proc/none/actions.jsonl"), kClosed).isEmpty());
        const auto before = QFile::permissions(QStringLiteral("/dev/null"));
        QVERIFY(!appendToActionLog(QStringLiteral("/dev/null"), kClosed).isEmpty());
        QCOMPARE(QFile::permissions(QStringLiteral("/dev/null")), before);
    }
};

QTEST_APPLESS_MAIN(TestActionLog)
#include "tst_action_log.moc"
