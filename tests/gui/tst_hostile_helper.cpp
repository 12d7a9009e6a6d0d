// SPDX-License-Identifier: GPL-3.0-or-later
//
// A helper that sends damaged frames and dies: sources and window go on, say what happened, start
// it again and keep their rows.
#include "model/sources/linux/kernel_trace_source.h"
#include "model/sources/linux/live_packets_source.h"
#include "model/tracking/connection_tracker.h"
#include "tests/gui/fake_helper.h"
#include "tests/gui/staged_program.h"
#include "tests/gui/window_fixture.h"
#include "views/common/banner.h"
#include "views/window/capture_request.h"
#include "views/window/status_line.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <map>

using namespace synoptic;
using namespace synoptic::test;
using Health = SourceStatus::Health;
using Trouble = SourceStatus::Trouble;

namespace {

constexpr int kPatience = 15'000;

void write(const QString& path, const QByteArray& text) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s cannot be written", qPrintable(path));
}

qsizetype startsOf(const QString& folder, const QString& job) {
    return QFile(folder + u'/' + job + QStringLiteral(".starts")).size();
}

/// One source with a helper that does one kind of damage.
struct Victim {
    Victim(FakeJob kind, std::size_t number) : job(kind), damage(damages()[number]) {
        const QString name =
            kind == FakeJob::Trace ? QStringLiteral("trace") : QStringLiteral("packets");
        write(folder.filePath(name), QByteArray::number(qulonglong(number)));
        const HelperReach fake{QCoreApplication::applicationFilePath().toStdString(),
                               kFakeHelperWord, folder.path().toStdString()};
        if (kind == FakeJob::Trace) {
            source = makeKernelTraceSource({fake, 0});
            return;
        }
        const IpAddress local = endpoint("192.0.2.1", 0).address;
        tracker.setLocalAddresses({&local, 1});
        LivePacketsOptions options;
        options.helper = fake;
        options.interfaceName = "lo";
        source = makeLivePacketsSource(options);
    }
    void step() {
        // The real source would ask this machine for its addresses.
        const IpAddress local = endpoint("192.0.2.1", 0).address;
        if (source->due() <= ObservationSource::Clock::now() || source->descriptor() >= 0)
            source->collect(tracker, {});
        tracker.setLocalAddresses({&local, 1});
        if (source->status().trouble != Trouble::None && told.empty())
            told.push_back(source->status());
        const ChangeSet set = tracker.takeChanges();
        for (const ConnectionSnapshot& connection : set.changed)
            known[connection.id.tuple.local.port] = connection;
        for (const ConnectionKey key : set.removed)
            removed += key != 0;
    }
    bool has(std::uint16_t port) const {
        const auto found = known.find(port);
        return found != known.end() && found->second.state == TcpState::Established &&
               !found->second.closed;
    }
    bool isOver() const {
        return damage.startedAgain ? source->status().health == Health::Working && has(50'002)
                                   : source->status().health == Health::Failed;
    }
    QString words() const {
        return QStringLiteral("%1, %2: health %3, trouble %4, “%5”, rows %6, said “%7”")
            .arg(job == FakeJob::Trace ? QStringLiteral("trace") : QStringLiteral("packets"),
                 QLatin1String(damage.name))
            .arg(int(source->status().health))
            .arg(int(source->status().trouble))
            .arg(QString::fromStdString(source->status().problem))
            .arg(known.size())
            .arg(told.empty() ? QString() : QString::fromStdString(told.front().problem));
    }

    QTemporaryDir folder;
    FakeJob job;
    const Damage& damage;
    ConnectionTracker tracker;
    std::unique_ptr<ObservationSource> source;
    std::map<std::uint16_t, ConnectionSnapshot> known;
    int removed = 0;
    std::vector<SourceStatus> told; ///< the first trouble
};

} // namespace

class TestHostileHelper : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void sourcesOutliveEveryDamage();
    void anotherVersionIsNotTriedAgain();
    void theWindowGoesOn();
};

/// All at once: each waits half a second before it starts its helper again.
void TestHostileHelper::sourcesOutliveEveryDamage() {
    std::vector<std::unique_ptr<Victim>> victims;
    for (std::size_t number = 0; number < damages().size(); ++number) {
        for (const FakeJob job : {FakeJob::Trace, FakeJob::Packets})
            victims.push_back(std::make_unique<Victim>(job, number));
    }
    const auto allOver = [&] {
        bool over = true;
        for (const auto& victim : victims) {
            victim->step();
            over &= victim->isOver();
        }
        return over;
    };
    const bool over = QTest::qWaitFor(allOver, kPatience);
    for (const auto& victim : victims) {
        QVERIFY2(victim->isOver(), qPrintable(victim->words()));
        QVERIFY2(victim->has(50'001), qPrintable(victim->words())); // the row from before
        QVERIFY2(victim->removed == 0, qPrintable(victim->words()));
        QVERIFY2(!victim->told.empty() &&
                     victim->told.front().problem.find(victim->damage.told) != std::string::npos,
                 qPrintable(victim->words()));
        if (victim->damage.startedAgain)
            QVERIFY2(victim->told.front().trouble == Trouble::HelperEnded &&
                         victim->told.front().health == Health::Degraded,
                     qPrintable(victim->words()));
        QVERIFY2(victim->tracker.totals().connections < 10, qPrintable(victim->words()));
        victim->source->end(victim->tracker);
    }
    QVERIFY(over);
}

void TestHostileHelper::anotherVersionIsNotTriedAgain() {
    for (const char* answer : {"other", "nonsense"}) {
        QTemporaryDir folder;
        const QString frames = folder.filePath(QStringLiteral("frames"));
        write(frames, qstrcmp(answer, "other") == 0 ? helloFrame(99) : QByteArray(4096, '\xff'));
        ConnectionTracker tracker;
        const auto source =
            makeKernelTraceSource({HelperReach{"/bin/cat", frames.toStdString(), "/dev/null"}, 0});
        const bool failed = QTest::qWaitFor(
            [&] {
                source->collect(tracker, {});
                return source->status().health == Health::Failed;
            },
            kPatience);
        QVERIFY2(failed, answer);
        QVERIFY2(
            source->status().trouble ==
                (qstrcmp(answer, "other") == 0 ? Trouble::OtherVersion : Trouble::NotTheHelper),
            source->status().problem.c_str());
        QVERIFY(source->due() == ObservationSource::Clock::time_point::max());
    }
}

/// The window that finds the fake beside itself, as it finds the real helper.
void TestHostileHelper::theWindowGoesOn() {
    QTemporaryDir folder;
    qputenv(kStagedHelperFolder, folder.path().toLocal8Bit());
    const auto numberOf = [](const char* name) {
        const auto& all = damages();
        return QByteArray::number(
            int(std::find_if(all.begin(), all.end(),
                             [name](const Damage& one) { return qstrcmp(one.name, name) == 0; }) -
                all.begin()));
    };
    write(folder.filePath(QStringLiteral("trace")), numberOf("dies in a frame"));
    write(folder.filePath(QStringLiteral("packets")), numberOf("noise"));
    Loopback traffic(3);
    WindowFixture fixture;
    MainWindow& window = *fixture.window;
    const auto rowsAreThere = [&] {
        for (const auto& client : traffic.clients) {
            const int row = fixture.rowOf(client->localPort(), traffic.port());
            if (row < 0 || fixture.rows().at(row)->closed)
                return false;
        }
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(rowsAreThere(), kPatience);
    Q_EMIT window.packetsRequested({QStringLiteral("lo"), {}, false, false});
    QStringList banners; // that were seen
    const auto note = [&] {
        for (const char* name : {"trace", "packets"}) {
            if (const Banner* banner = window.banners()->banner(QLatin1String(name)))
                banners << QLatin1String(name) + u':' + banner->content().title + u'|' +
                               banner->content().text;
        }
        return startsOf(folder.path(), QStringLiteral("trace")) >= 2 &&
               startsOf(folder.path(), QStringLiteral("packets")) >= 2 &&
               !window.banners()->banner(QStringLiteral("packets")) &&
               !window.banners()->banner(QStringLiteral("trace"));
    };
    const bool over = QTest::qWaitFor(note, kPatience);
    banners.removeDuplicates();
    QVERIFY2(over, qPrintable(banners.join(u'\n')));
    for (const char* name : {"trace:", "packets:"}) {
        const QStringList told = banners.filter(QLatin1String(name));
        QVERIFY2(!told.isEmpty() && told.front().contains(QStringLiteral("started again")),
                 qPrintable(banners.join(u'\n')));
    }
    QVERIFY(window.statusLine()->sourceText().contains(QStringLiteral("kernel trace")));
    QVERIFY(rowsAreThere());
    traffic.connectOne(); // and it still watches
    QTRY_VERIFY_WITH_TIMEOUT(rowsAreThere(), kPatience);
}

int main(int argc, char** argv) {
    if (argc >= 4 && qstrcmp(argv[1], kFakeHelperWord) == 0)
        beFakeHelper(QString::fromLocal8Bit(argv[2]), argv[3]);
    if (isStagedHelper(argv[0]))
        beFakeHelper(qEnvironmentVariable(kStagedHelperFolder), argc > 1 ? argv[1] : "");
    return runStaged(argc, argv, [](int count, char** words) {
        QApplication application(count, words);
        TestHostileHelper test;
        return QTest::qExec(&test, count, words);
    });
}

#include "tst_hostile_helper.moc"
