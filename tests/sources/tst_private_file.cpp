// SPDX-License-Identifier: GPL-3.0-or-later
//
// The log of acts: its lines, and the file that is its owner's alone.
#include "model/items/action_log.h"
#include "model/sources/private_file.h"

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

QString append(const QString& path) {
    return QString::fromStdString(
        appendPrivately(path.toStdString(), actionLogLine(kClosed).toStdString()));
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestPrivateFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachActIsALine() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("actions.jsonl"));
        QCOMPARE(append(path), QString());
        QCOMPARE(append(path), QString());
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
        QCOMPARE(append(path), QString());
        QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void aLinkIsNotFollowed() {
        const QTemporaryDir folder;
        const QString target = folder.filePath(QStringLiteral("target"));
        const QString path = folder.filePath(QStringLiteral("actions.jsonl"));
        QVERIFY(QFile::link(target, path));
        QVERIFY(!append(path).isEmpty());
        QVERIFY(!QFile::exists(target));
    }

    void whatCannotBeWrittenIsTold() {
        QVERIFY(!append(QStringLiteral("/proc/none/actions.jsonl")).isEmpty());
        const auto before = QFile::permissions(QStringLiteral("/dev/null"));
        QVERIFY(!append(QStringLiteral("/dev/null")).isEmpty());
        QCOMPARE(QFile::permissions(QStringLiteral("/dev/null")), before);
    }
};

QTEST_APPLESS_MAIN(TestPrivateFile)
#include "tst_private_file.moc"
