// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/stream_panel.h"

#include "model/items/format.h"
#include "model/items/packet_details.h"
#include "model/items/save_file.h"
#include "views/common/segmented_control.h"
#include "views/packets/stream_ends.h"
#include "views/packets/stream_view.h"

#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace synoptic {

namespace {

int clampedCount(std::uint64_t count) {
    return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
}

/// The detail knows; else the role does, and the first end of a capture is the client.
EndIndex clientOf(const ConnectionSnapshot& connection,
                  const std::optional<ConnectionDetail>& detail) {
    if (detail && detail->key == connection.key) {
        for (const WireEnd& end : detail->ends)
            if (end.isClient)
                return end.index;
    }
    const EndIndex local = connection.wire.localEnd & 1U;
    return connection.role == Role::Server ? other(local) : local;
}

} // namespace

void StreamPanel::setPackets(PacketDetails* packets) {
    if (reader_->packets())
        reader_->packets()->disconnect(this);
    reader_->setPackets(packets);
    if (packets)
        connect(packets, &PacketDetails::reset, this, &StreamPanel::clear);
    clear();
}

void StreamPanel::show(const ConnectionSnapshot& connection,
                       const std::optional<ConnectionDetail>& detail) {
    const bool same = connection_ && connection_->key == connection.key &&
                      connection_->wire.flow == connection.wire.flow;
    connection_ = connection;
    if (const EndIndex client = clientOf(connection, detail); client != client_) {
        client_ = client;
        view_->setClient(client_);
        if (direction_->current() != 0)
            view_->setOnly(direction_->current() == 1 ? client_ : other(client_));
    }
    if (!same) {
        saver_->cancel();
        reader_->open(connection.wire);
        // A search stays for the next connection.
        view_->find(find_->text());
    } else {
        reader_->update(connection.wire);
    }
    showState();
}

void StreamPanel::clear() {
    connection_.reset();
    saver_->cancel();
    reader_->close();
    showState();
}

QString StreamPanel::subject() const {
    return connection_ ? formatTuple(connection_->id.tuple) : QString();
}

Endpoint StreamPanel::endpointOf(EndIndex end) const {
    if (!connection_)
        return {};
    const FourTuple& tuple = connection_->id.tuple;
    return end == (connection_->wire.localEnd & 1U) ? tuple.local : tuple.remote;
}

/// What a person reads in place of a conversation; empty if there is one.
QString StreamPanel::emptyWords() const {
    if (!connection_)
        return tr("Select a connection to see what its ends said");
    if (connection_->isListening())
        return tr("A listening socket has no data of its own: select one of its connections");
    if (!reader_->packets() || !reader_->packets()->history())
        return tr("No packets are captured: the data of a connection is in its packets. Capture "
                  "packets, or open a capture file.");
    if (connection_->wire.flow == kNoFlow || connection_->wire.lastPacket == kNoPacket)
        return tr("No packet of this connection was captured");
    if (!reader_->isOpen())
        return tr("The packets of this connection are not kept any more");
    const StreamContent& content = reader_->content();
    const StreamCounts &one = reader_->counts(0), &two = reader_->counts(1);
    if (content.runs().empty())
        return reader_->isAllRead() ? tr("No data was sent") : tr("Reading packets…");
    if (content.size() == 0 && reader_->isAllRead() && one.missing + two.missing == 0)
        return tr("No payload was captured: record payload (whole packets) to see text");
    const auto only = view_->only();
    const bool some = !only || std::any_of(content.runs().begin(), content.runs().end(),
                                           [&](const auto& run) { return run.sender == *only; });
    if (!some && reader_->isAllRead())
        return *only == client_ ? tr("The client sent no data") : tr("The server sent no data");
    return {};
}

/// What is not in the conversation, and why.
QString StreamPanel::notes() const {
    QStringList notes;
    const std::uint64_t left = reader_->bytesLeft();
    if (!reader_->isAllRead() && left > 0)
        notes << tr("%1 shown, about %2 more")
                     .arg(formatBytes(reader_->content().size()), formatBytes(left));
    const auto began = [this](EndIndex end) {
        const StreamCounts& counts = reader_->counts(end);
        return counts.isBeginningKnown || counts.data + counts.cut + counts.missing == 0;
    };
    if (!began(0) || !began(1))
        notes << tr("Began before the capture");
    if (const std::uint64_t count = reader_->unreadablePackets())
        notes << tr("%Ln packet(s) could not be read", nullptr, clampedCount(count));
    if (const std::uint64_t late = reader_->counts(0).late + reader_->counts(1).late)
        notes << tr("%Ln byte(s) came too late to be put in order", nullptr, clampedCount(late));
    if (const std::uint64_t odd = reader_->counts(0).misplaced + reader_->counts(1).misplaced)
        notes << tr("%Ln segment(s) with numbers that fit nowhere left out", nullptr,
                    clampedCount(odd));
    return notes.join(QStringLiteral(" · "));
}

void StreamPanel::showState() {
    const QString words = emptyWords();
    empty_->setText(words);
    pages_->setCurrentIndex(words.isEmpty() ? 1 : 0);
    ends_->setVisible(connection_.has_value() && !connection_->isListening());
    if (connection_) {
        std::array<StreamEnds::End, 2> ends;
        for (const EndIndex end : {client_, other(client_)}) {
            const StreamCounts& counts = reader_->counts(end);
            const std::uint64_t gaps = counts.cut + counts.missing;
            const bool read = reader_->isOpen();
            ends[end == client_ ? 0 : 1] = {
                end == client_ ? tr("→ client") : tr("← server"),
                QString::fromStdString(endpointOf(end).toString()),
                read ? formatBytes(counts.data) : QString(),
                gaps > 0 ? tr("and %1 not captured").arg(formatBytes(gaps)) : QString()};
        }
        ends_->setEnds(ends);
    }
    const QString said = notes();
    notes_->setText(said);
    more_->setVisible(!reader_->isAllRead() && reader_->bytesLeft() > 0);
    more_->setEnabled(reader_->mayReadMore() && !reader_->isReading());
    more_->setToolTip(reader_->mayReadMore()
                          ? QString()
                          : tr("No more is shown at a time; Save as writes all of it"));
    foot_->setVisible(words.isEmpty() && (!said.isEmpty() || !more_->isHidden()));
    showTools();
}

void StreamPanel::showTools() {
    const bool any = pages_->currentIndex() == 1;
    for (QWidget* tool :
         {static_cast<QWidget*>(form_), static_cast<QWidget*>(find_), static_cast<QWidget*>(copy_)})
        tool->setEnabled(any);
    direction_->setEnabled(any || view_->only());
    save_->setEnabled(any && !saver_->isSaving());
    save_->setText(saver_->isSaving() ? tr("Saving…") : tr("Save as"));
    copy_->setToolTip(view_->hasSelection() ? tr("Copy what is selected")
                                            : tr("Copy the conversation as it is shown"));
    showMatches();
}

void StreamPanel::showMatches() {
    const StreamSearch& search = view_->search();
    const auto count = search.matches().size();
    const bool asked = search.needleSize() > 0 && find_->isEnabled();
    QString words;
    if (asked && count > 0) {
        const QLocale locale;
        const QString all = locale.toString(qulonglong(count)) +
                            (search.isFull() ? QStringLiteral("+") : QString());
        //: A match among all matches: "3 of 17"
        words =
            view_->currentMatch()
                ? tr("%1 of %2").arg(locale.toString(qulonglong(*view_->currentMatch() + 1)), all)
                : tr("%n match(es)", nullptr, int(count));
    } else if (asked && !view_->isSearching()) {
        words = reader_->isAllRead() ? tr("no match") : tr("no match so far");
    }
    matches_->setText(words);
    previous_->setEnabled(asked && count > 0);
    next_->setEnabled(asked && count > 0);
}

void StreamPanel::copy() {
    const auto text = view_->text();
    if (!text) {
        Q_EMIT told(tr("That is over %1: select a part of it, or save it as a file")
                        .arg(formatBytes(StreamView::kMostCopied)));
        return;
    }
    QGuiApplication::clipboard()->setText(*text);
    Q_EMIT told(view_->hasSelection() ? tr("What is selected is in the clipboard")
                                      : tr("The conversation is in the clipboard"));
}

void StreamPanel::saveAs(Saved what) {
    const bool isText = what == Saved::Text;
    QString folder = saveFolder_;
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString name = pictureName(isText                       ? QStringLiteral("conversation")
                                     : what == Saved::ClientBytes ? QStringLiteral("client")
                                                                  : QStringLiteral("server"),
                                     isText ? QStringLiteral("txt") : QStringLiteral("bin"),
                                     QDateTime::currentDateTime());
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save the conversation"), QDir(folder).filePath(name),
                                     isText ? tr("Text (*.txt)") : tr("All files (*)"));
    if (!path.isEmpty())
        saveTo(path, what);
}

void StreamPanel::saveTo(const QString& path, Saved what) {
    auto reading = reader_->readAgain();
    if (!reading || saver_->isSaving())
        return;
    StreamSaver::Choice choice;
    if (what != Saved::Text) {
        choice.form = StreamSaver::Form::Raw;
        choice.only = what == Saved::ClientBytes ? client_ : other(client_);
    } else {
        choice.only = view_->only();
    }
    saver_->save(reader_->packets(), std::move(*reading), path, choice,
                 {endpointOf(0), endpointOf(1)}, client_);
    showTools();
}

bool StreamPanel::takesKey(const QKeyEvent& key) const {
    return find_->isEnabled() &&
           (key.matches(QKeySequence::Find) || key.matches(QKeySequence::FindNext) ||
            key.matches(QKeySequence::FindPrevious));
}

/// Within the panel these keys are its own, whatever the window does with them.
bool StreamPanel::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && takesKey(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void StreamPanel::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Find) && find_->isEnabled()) {
        find_->setFocus(Qt::ShortcutFocusReason);
        find_->selectAll();
    } else if (event->matches(QKeySequence::FindNext) ||
               event->matches(QKeySequence::FindPrevious)) {
        view_->findNext(event->matches(QKeySequence::FindPrevious));
    } else if (event->key() == Qt::Key_Escape && find_->hasFocus()) {
        find_->clear();
        view_->setFocus(Qt::OtherFocusReason);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace synoptic
