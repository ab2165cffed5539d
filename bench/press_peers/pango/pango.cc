// press_peers/pango/pango.cc - Pango and cairo, tagged as far as cairo can:
// headings, paragraphs, list items, links. The protocol is that of peer.py.
// The font map, with the fonts that it opened, is kept.
#include <cairo-pdf.h>
#include <json-glib/json-glib.h>
#include <pango/pangocairo.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

constexpr double MM = 72 / 25.4, PAGE_WIDTH = 210 * MM, PAGE_HEIGHT = 297 * MM;
constexpr double LEFT = 15 * MM, TOP = 13 * MM, WIDTH = PAGE_WIDTH - 2 * LEFT;
constexpr double BOTTOM = PAGE_HEIGHT - TOP;
const std::string MARK = "fourteen";

struct style {
	const char *kind, *tag;
	double size, before, after, indent, keep;
	bool bold, italic, muted;
};

const style STYLES[] = {
	{ "name", "H1", 21, 0, 0, 0, 0, true, false, false },
	{ "label", "P", 10.5, 0, 0, 0, 0, false, false, true },
	{ "contact", "P", 9, 0, 0, 0, 0, false, false, true },
	{ "section", "H2", 10.5, 6, 3, 0, 40, true, false, false },
	{ "entry", "H3", 9.5, 3, 0, 0, 28, false, false, false },
	{ "detail", "P", 9, 0, 0, 0, 0, false, false, true },
	{ "bullet", "LI", 9, 0.5, 0, 11, 0, false, false, false },
	{ "", "P", 9, 0, 0, 0, 0, false, false, false },
};

const style &style_of(const std::string &kind)
{
	const style *s = STYLES;

	while (*s->kind && kind != s->kind)
		s++;
	return *s;
}

struct page {
	cairo_t *cr;
	PangoLayout *layout;
	double y;
};

void set_color(cairo_t *cr, bool muted)
{
	double grey = muted ? 0x59 / 255.0 : 0x1a / 255.0;

	cairo_set_source_rgb(cr, grey, grey, grey);
}

void set_font(PangoLayout *layout, const style &s)
{
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(font, "Carlito");
	pango_font_description_set_absolute_size(font, s.size * PANGO_SCALE);
	if (s.bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
}

void add(PangoAttrList *list, PangoAttribute *a, size_t from, size_t to)
{
	a->start_index = static_cast<guint>(from);
	a->end_index = static_cast<guint>(to);
	pango_attr_list_insert(list, a);
}

bool has(JsonObject *o, const char *name)
{
	return json_object_has_member(o, name);
}

// The runs' text, with weights and slants as attributes.
std::string set_runs(PangoLayout *layout, JsonArray *runs)
{
	PangoAttrList *list = pango_attr_list_new();
	std::string text;

	for (guint i = 0; i < json_array_get_length(runs); i++) {
		JsonObject *r = json_array_get_object_element(runs, i);
		size_t from = text.size();

		text += json_object_get_string_member(r, "text");
		if (has(r, "bold"))
			add(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD),
				from, text.size());
		if (has(r, "italic"))
			add(list, pango_attr_style_new(PANGO_STYLE_ITALIC),
				from, text.size());
	}
	pango_layout_set_text(layout, text.data(), int(text.size()));
	pango_layout_set_attributes(layout, list);
	pango_attr_list_unref(list);
	return text;
}

// A link is where its text stands on the page, on its first line.
void link_runs(page &p, JsonArray *runs, double x, double y)
{
	size_t at = 0;

	for (guint i = 0; i < json_array_get_length(runs); i++) {
		JsonObject *r = json_array_get_object_element(runs, i);
		const char *text = json_object_get_string_member(r, "text");
		PangoRectangle a, b;

		pango_layout_index_to_pos(p.layout, int(at), &a);
		at += strlen(text);
		pango_layout_index_to_pos(p.layout, int(at), &b);
		if (!has(r, "url"))
			continue;
		char *how = g_strdup_printf("uri='%s' rect=[%f %f %f %f]",
			json_object_get_string_member(r, "url"),
			x + double(a.x) / PANGO_SCALE,
			y + double(a.y) / PANGO_SCALE,
			double(b.y > a.y ? 0 : b.x - a.x) / PANGO_SCALE,
			double(a.height) / PANGO_SCALE);
		cairo_tag_begin(p.cr, CAIRO_TAG_LINK, how);
		cairo_tag_end(p.cr, CAIRO_TAG_LINK);
		g_free(how);
	}
}

void new_page(page &p)
{
	cairo_show_page(p.cr);
	p.y = TOP;
}

// Line by line, since a paragraph may go on on the next page.
void show_lines(page &p, double x)
{
	PangoLayoutIter *i = pango_layout_get_iter(p.layout);

	do {
		PangoRectangle box;

		pango_layout_iter_get_line_extents(i, nullptr, &box);
		double height = double(box.height) / PANGO_SCALE;
		if (p.y + height > BOTTOM)
			new_page(p);
		cairo_move_to(p.cr, x + double(box.x) / PANGO_SCALE,
			p.y + double(pango_layout_iter_get_baseline(i) -
				      box.y) / PANGO_SCALE);
		pango_cairo_show_layout_line(
			p.cr, pango_layout_iter_get_line_readonly(i));
		p.y += height;
	} while (pango_layout_iter_next_line(i));
	pango_layout_iter_free(i);
}

void show_one(page &p, const char *text, PangoAlignment align)
{
	pango_layout_set_attributes(p.layout, nullptr);
	pango_layout_set_text(p.layout, text, -1);
	pango_layout_set_width(p.layout, int(WIDTH * PANGO_SCALE));
	pango_layout_set_alignment(p.layout, align);
	cairo_move_to(p.cr, LEFT, p.y);
	pango_cairo_show_layout(p.cr, p.layout);
	pango_layout_set_alignment(p.layout, PANGO_ALIGN_LEFT);
}

void show_rule(page &p)
{
	cairo_set_source_rgb(p.cr, 0.65, 0.65, 0.65);
	cairo_set_line_width(p.cr, 0.5);
	cairo_move_to(p.cr, LEFT, p.y);
	cairo_line_to(p.cr, LEFT + WIDTH, p.y);
	cairo_stroke(p.cr);
}

void show_block(page &p, JsonObject *block)
{
	const style &s =
		style_of(json_object_get_string_member(block, "kind"));
	JsonArray *runs = json_object_get_array_member(block, "runs");
	const char *aside = json_object_get_string_member(block, "aside");

	p.y += s.before;
	if (p.y + s.keep > BOTTOM)
		new_page(p);
	set_font(p.layout, s);
	set_color(p.cr, s.muted);
	cairo_tag_begin(p.cr, s.tag, nullptr);
	if (s.indent > 0)
		show_one(p, "•", PANGO_ALIGN_LEFT);
	set_runs(p.layout, runs);
	pango_layout_set_width(
		p.layout, int((WIDTH - s.indent) * PANGO_SCALE));
	double top = p.y;
	link_runs(p, runs, LEFT + s.indent, top);
	show_lines(p, LEFT + s.indent);
	if (*aside) {
		double y = p.y;

		p.y = top;
		set_color(p.cr, true);
		show_one(p, aside, PANGO_ALIGN_RIGHT);
		p.y = y;
	}
	cairo_tag_end(p.cr, s.tag);
	if (!strcmp(s.tag, "H2"))
		show_rule(p);
	p.y += s.after;
}

cairo_status_t append(void *to, const unsigned char *at, unsigned len)
{
	static_cast<std::string *>(to)->append(
		reinterpret_cast<const char *>(at), len);
	return CAIRO_STATUS_SUCCESS;
}

std::string render(const std::string &text)
{
	std::string out;
	JsonParser *parser = json_parser_new();
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
		append, &out, PAGE_WIDTH, PAGE_HEIGHT);
	page p = { cairo_create(surface), nullptr, TOP };

	if (!json_parser_load_from_data(
		    parser, text.data(), gssize(text.size()), nullptr))
		abort();
	p.layout = pango_cairo_create_layout(p.cr);
	JsonArray *blocks = json_node_get_array(json_parser_get_root(parser));
	for (guint i = 0; i < json_array_get_length(blocks); i++)
		show_block(p, json_array_get_object_element(blocks, i));
	g_object_unref(p.layout);
	cairo_destroy(p.cr);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
	g_object_unref(parser);
	return out;
}

std::string word(long i)
{
	long x = i * 48271 % 2147483647;
	std::string letters;

	for (int k = 0; k < 8; k++, x /= 26)
		letters += char('a' + x % 26);
	return i ? letters : MARK;
}

} // namespace

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	std::ifstream in(argv[1], std::ios::binary);
	const std::string text((std::istreambuf_iterator<char>(in)), {});
	const size_t mark = text.find(MARK);
	long made = 0;

	for (int count; std::cin >> count;) {
		std::string file;

		while (count--) {
			std::string edited = text;

			edited.replace(mark, MARK.size(), word(made++));
			file = render(edited);
		}
		std::ofstream(argv[2], std::ios::binary) << file;
		std::cout << "done" << std::endl;
	}
}
