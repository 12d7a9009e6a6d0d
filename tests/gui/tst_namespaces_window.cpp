// SPDX-License-Identifier: GPL-3.0-or-later
// The window over several network namespaces: this one, one with a name, and one made later.
#include "model/sources/source_factory.h"
#include "tests/gui/window_fixture.h"
#include "tests/sources/sockets.h"
#include "views/common/banner.h"
#include "views/table/connection_table_view.h"
#include "views/window/selected_connection_panel.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QHeaderView>
#include <QMenuBar>
#include <QProcess>

using namespace synoptic;
using namespace synoptic::test;

namespace {

constexpr std::uint16_t kServer = 7611;
constexpr std::uint16_t kClient = 47611;

/// Two ends of one connection on loopback, with ports of the test's choice.
struct Pair {
    UniqueFd listening, client, server;

    bool open() {
        listening = listener(address("127.0.0.1", kServer));
        client = bound(SOCK_STREAM, address("127.0.0.1", kClient));
        const auto target = address("127.0.0.1", kServer);
        if (::connect(client.get(), target.get(), target.length) != 0)
            return false;
        server = accepted(listening.get());
        return bool(server);
    }
};

/// As `ip netns` makes them, gone with the object. The thread stays where it is.
class NamedNamespace {
public:
    explicit NamedNamespace(const QString& kind)
        : name_(QStringLiteral("syn%1%2").arg(kind).arg(::getpid())) {
        run({QStringLiteral("netns"), QStringLiteral("add"), name_});
        run({QStringLiteral("-n"), name_, QStringLiteral("link"), QStringLiteral("set"),
             QStringLiteral("lo"), QStringLiteral("up")});
    }
    ~NamedNamespace() { run({QStringLiteral("netns"), QStringLiteral("del"), name_}); }
    NamedNamespace(const NamedNamespace&) = delete;
    NamedNamespace& operator=(const NamedNamespace&) = delete;

    const QString& name() const { return name_; }
    QString number() const {
        struct stat info {};
        ::stat(("/run/netns/" + name_.toStdString()).c_str(), &info);
        return QString::number(info.st_ino);
    }
    template <class Work>
    bool inside(Work work) const {
        const UniqueFd here(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
        const UniqueFd there(
            ::open(("/run/netns/" + name_.toStdString()).c_str(), O_RDONLY | O_CLOEXEC));
        if (!there || ::setns(there.get(), CLONE_NEWNET) != 0)
            return false;
        const bool good = work();
        return ::setns(here.get(), CLONE_NEWNET) == 0 && good;
    }

private:
    static void run(const QStringList& arguments) {
        QProcess::execute(QStringLiteral("ip"), arguments);
    }
    const QString name_;
};

} // namespace

class NamespacesWindowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<WindowFixture> f_;
    std::unique_ptr<NamedNamespace> other_;
    Pair here_, there_;

    QAction* action() const {
        for (QAction* top : f_->window->menuBar()->actions()) {
            for (QAction* one : top->menu()->actions()) {
                if (one->text().remove(u'&') == QLatin1String("All network namespaces"))
                    return one;
            }
        }
        return nullptr;
    }
    /// With the mouse, as a person does.
    void chooseInMenu() {
        QMenuBar* bar = f_->window->menuBar();
        for (QAction* top : bar->actions()) {
            if (!top->menu()->actions().contains(action()))
                continue;
            QTest::mouseClick(bar, Qt::LeftButton, {}, bar->actionGeometry(top).center());
            QTRY_VERIFY(top->menu()->isVisible());
            QTest::mouseClick(top->menu(), Qt::LeftButton, {},
                              top->menu()->actionGeometry(action()).center());
            return;
        }
        QFAIL("no such item");
    }
    /// What the Namespace column says of the client ends with these ports.
    QStringList namespaces() const {
        QStringList found;
        for (int row = 0; row < f_->rows().rowCount(); ++row) {
            const ConnectionSnapshot& c = *f_->rows().at(row);
            if (c.id.tuple.local.port == kClient && c.id.tuple.remote.port == kServer)
                found << f_->rows().index(row, ConnectionColumns::Namespace).data().toString();
        }
        found.sort();
        return found;
    }
    static QStringList sorted(QStringList list) {
        list.sort();
        return list;
    }

private Q_SLOTS:
    void initTestCase() {
        if (::geteuid() != 0 || ::unshare(CLONE_NEWNET) != 0)
            QSKIP("only root can make network namespaces");
        QCOMPARE(
            QProcess::execute(QStringLiteral("ip"), {QStringLiteral("link"), QStringLiteral("set"),
                                                     QStringLiteral("lo"), QStringLiteral("up")}),
            0);
        other_ = std::make_unique<NamedNamespace>(QStringLiteral("w"));
        QVERIFY(here_.open());
        QVERIFY(other_->inside([this] { return there_.open(); }));
        f_ = std::make_unique<WindowFixture>();
        f_->window->resize(1440, 900);
    }
    void cleanupTestCase() { f_.reset(); }

    void atFirstThisOneAlone() {
        QTRY_COMPARE(namespaces().size(), 1);
        QVERIFY(f_->table()->horizontalHeader()->isSectionHidden(ConnectionColumns::Namespace));
    }

    void theSamePortsInTwoAreTwoConnections() {
        chooseInMenu();
        QTRY_COMPARE(namespaces(), sorted({QStringLiteral("this one"), other_->name()}));
        QHeaderView* header = f_->table()->horizontalHeader();
        QVERIFY(!header->isSectionHidden(ConnectionColumns::Namespace));
        QVERIFY(header->visualIndex(ConnectionColumns::Namespace) < 4); // seen without scrolling
        QVERIFY(f_->settings.allNamespaces());
        f_->picture(QStringLiteral("namespaces"));
    }

    void theFilterTakesNameAndNumber() {
        for (const QString& term : {QStringLiteral("netns:") + other_->name(),
                                    QStringLiteral("netns:") + other_->number()}) {
            f_->window->connectionPanel()->setFilterText(term);
            QTRY_COMPARE(namespaces(), QStringList{other_->name()});
        }
        f_->window->connectionPanel()->setFilterText({});
        QTRY_COMPARE(namespaces().size(), 2);
    }

    void theSelectedOneTellsItsNamespace() {
        f_->window->connectionPanel()->setFilterText(QStringLiteral("netns:") + other_->name());
        QTRY_COMPARE(namespaces(), QStringList{other_->name()});
        const int row = f_->rowOf(kClient, kServer);
        f_->window->selectConnection(f_->rows().at(row)->key);
        const auto told = [this] {
            const auto widgets =
                f_->window->findChild<SelectedConnectionPanel*>()->findChildren<QWidget*>();
            return std::any_of(widgets.begin(), widgets.end(), [this](const QWidget* one) {
                return one->accessibleName().contains(QStringLiteral("namespace: ") +
                                                      other_->name());
            });
        };
        QTRY_VERIFY(told());
        f_->picture(QStringLiteral("namespaces-selected"));
        f_->themes.setChoice(ThemeChoice::Dark);
        f_->languages.use(LanguageChoice::SimplifiedChinese);
        f_->picture(QStringLiteral("namespaces-selected-dark-zh"));
        f_->languages.use(LanguageChoice::English);
        f_->themes.setChoice(ThemeChoice::Light);
        f_->window->connectionPanel()->setFilterText({});
        f_->window->selectConnection(0);
    }

    void oneMadeLaterIsListedAndGoesAgain() {
        Pair later;
        auto third = std::make_unique<NamedNamespace>(QStringLiteral("l"));
        const QString name = third->name();
        QVERIFY(third->inside([&] { return later.open(); }));
        QTRY_VERIFY_WITH_TIMEOUT(namespaces().contains(name), 15'000);
        later = {};
        third.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!namespaces().contains(name), 20'000);
    }

    void switchedOffTheyAreForgotten() {
        chooseInMenu();
        QTRY_COMPARE(namespaces().size(), 1);
        QVERIFY(f_->table()->horizontalHeader()->isSectionHidden(ConnectionColumns::Namespace));
        for (int row = 0; row < f_->rows().rowCount(); ++row)
            QCOMPARE(f_->rows().at(row)->id.netns, currentNetns());
    }
};

QTEST_MAIN(NamespacesWindowTest)
#include "tst_namespaces_window.moc"
