// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QWidget>

class QCompleter;
class QLabel;
class QStringListModel;
class QToolButton;

namespace synoptic {

/// How the text in the field fares.
struct FilterVerdict {
    enum class Kind { Valid, Surprising, Invalid };
    Kind kind = Kind::Valid;
    QString message; ///< plain words; empty if valid
    qsizetype start = 0;
    qsizetype length = 0; ///< the part of the text the message is about
};

/// A line of monospaced text that can underline a part of itself with a wave.
class FilterEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterEdit(QWidget* parent);
    void setMark(qsizetype start, qsizetype length, const QColor& color);
    /// Shows words that may take the place of a part of the text; none hides the list.
    void offer(const QStringList& words, qsizetype start, qsizetype length);
    /// So much under the line stays uncovered by the list, px.
    void setNoticeHeight(int height) { noticeHeight_ = height; }

Q_SIGNALS:
    void escapePressed();
    /// A completion is wanted for the text before the cursor.
    void completionWanted(const QString& text, qsizetype cursor);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void accept(const QString& word);
    QAction* actionOf(const QKeyEvent* event) const;

    QCompleter* completer_;
    QStringListModel* words_;
    int noticeHeight_ = 0;
    qsizetype offerStart_ = 0;
    qsizetype offerLength_ = 0;
    qsizetype markStart_ = 0;
    qsizetype markLength_ = 0;
    QColor markColor_;
};

/// The filter: a bar in the colour of its verdict, the text, what it does in words, a clear button,
/// and under it, while something is wrong, what that is.
class FilterField : public QWidget {
    Q_OBJECT
public:
    explicit FilterField(QWidget* parent = nullptr);

    QString text() const;
    /// Emits textChanged() if it differs.
    void setText(const QString& text);
    void setVerdict(const FilterVerdict& verdict);
    const FilterVerdict& verdict() const { return verdict_; }
    /// "1,809 of 1,832 connections"
    void setCounts(int shown, int total);
    FilterEdit* edit() const { return edit_; }

Q_SIGNALS:
    void textChanged(const QString& text);

protected:
    /// What stands in the field while it is empty.
    virtual QString hintText() const;
    /// How much of what there is the filter shows.
    virtual QString countsText(int shown, int total) const;
    /// Asks for both anew.
    void retranslate();

    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    class Frame;
    void retone();
    void fit();

    Frame* frame_;
    FilterEdit* edit_;
    QLabel* mark_;
    QLabel* counts_;
    QToolButton* clear_;
    QLabel* message_;
    FilterVerdict verdict_;
    int shown_ = 0;
    int total_ = 0;
};

} // namespace synoptic
